package dev.perdure.js.actor;

import dev.perdure.js.scope.Realm;
import dev.perdure.workers.id.ActorId;
import dev.perdure.workers.message.GuestException;
import dev.perdure.workers.spi.ActorNamespace;
import org.graalvm.polyglot.HostAccess;
import org.jspecify.annotations.Nullable;

/** What {@code lib/namespace.js} calls. Namespaces, ids and channels are opaque to the script. */
public final class NamespaceHost {
  private final Realm realm;

  public NamespaceHost(Realm realm) {
    this.realm = realm;
  }

  @HostAccess.Export
  public Object newUniqueId(Object namespace) {
    return ((ActorNamespace) namespace).newUniqueId();
  }

  @HostAccess.Export
  public Object idFromName(Object namespace, String name) {
    return ((ActorNamespace) namespace).idFromName(name);
  }

  @HostAccess.Export
  public Object idFromString(Object namespace, String text) {
    try {
      return ((ActorNamespace) namespace).idFromString(text);
    } catch (GuestException e) {
      throw realm.raise(e);
    }
  }

  /** A channel to the object; nothing is started. */
  @HostAccess.Export
  public Object open(Object namespace, Object id) {
    try {
      return ((ActorNamespace) namespace).open((ActorId) id);
    } catch (GuestException e) {
      throw realm.raise(e);
    }
  }

  @HostAccess.Export
  public String hex(Object id) {
    return ((ActorId) id).hex();
  }

  @HostAccess.Export
  public @Nullable String name(Object id) {
    return ((ActorId) id).name();
  }
}
