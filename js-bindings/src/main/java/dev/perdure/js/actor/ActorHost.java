package dev.perdure.js.actor;

import dev.perdure.js.clone.Cloner;
import dev.perdure.js.scope.Realm;
import dev.perdure.workers.message.ErrorData;
import dev.perdure.workers.message.GuestException;
import dev.perdure.workers.spi.ActorSite;
import dev.perdure.workers.spi.InputGate;
import java.util.Objects;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/** What {@code lib/actor.js} calls. */
public final class ActorHost {
  private final Realm realm;

  public ActorHost(Realm realm) {
    this.realm = realm;
  }

  private ActorSite site() {
    return Objects.requireNonNull(realm.host().actor());
  }

  /** Whether this isolate is that of an object. */
  @HostAccess.Export
  public boolean present() {
    return realm.host().actor() != null;
  }

  @HostAccess.Export
  public Object id() {
    return site().id();
  }

  /** What the script sees in place of the id, or null. */
  @HostAccess.Export
  public @Nullable String textId() {
    return site().textId();
  }

  /** A new copy of the props, or null where there are none. */
  @HostAccess.Export
  public @Nullable Object props() {
    byte[] props = site().props();
    return props == null ? null : new Cloner(realm).deserialize(props);
  }

  /** Calls {@code body} with a critical section once it may run. */
  @HostAccess.Export
  public void enter(Value body) {
    try {
      site().gate().enter(section -> body.executeVoid(section));
    } catch (GuestException e) {
      throw realm.raise(e);
    }
  }

  @HostAccess.Export
  public void leave(Object section) {
    ((InputGate.Section) section).leave();
  }

  @HostAccess.Export
  public void fail(Object section, Value error) {
    ((InputGate.Section) section).fail(realm.toData(error));
  }

  /** Resets the object; what runs now does not go on. */
  @HostAccess.Export
  public void abort(String message, boolean retryAlarm) {
    ErrorData reason = ErrorData.of("Error", message).with(ErrorData.Flag.DURABLE_OBJECT_RESET);
    if (retryAlarm) {
      site().reset(reason);
    } else {
      site().resetForGood(reason);
    }
  }
}
