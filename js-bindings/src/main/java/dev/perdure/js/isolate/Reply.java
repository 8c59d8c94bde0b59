package dev.perdure.js.isolate;

import dev.perdure.js.scope.EventWaits;
import dev.perdure.js.scope.Realm;
import dev.perdure.workers.message.GuestException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/** Takes the answer to one event from the guest. Confined to the isolate's thread. */
public final class Reply<R> {
  private final Supplier<@Nullable Realm> realm;
  private final CompletableFuture<R> answer = new CompletableFuture<>();
  private final EventWaits waits = new EventWaits();

  Reply(Supplier<@Nullable Realm> realm) {
    this.realm = realm;
  }

  CompletableFuture<R> answer() {
    return answer;
  }

  /** What the event waits for. */
  @HostAccess.Export
  public EventWaits waits() {
    return waits;
  }

  /** Whether this answers {@code future}. */
  @HostAccess.Export
  @SuppressWarnings("ReferenceEquality") // a future is known by its identity
  public boolean completes(Object future) {
    return answer == future;
  }

  /** The handler's promise was fulfilled. */
  @HostAccess.Export
  @SuppressWarnings("unchecked")
  public void answer(@Nullable Object value) {
    answer.complete((R) value);
  }

  /** The handler threw, or its promise was rejected. */
  @HostAccess.Export
  public void fail(Value error) {
    Realm known = Objects.requireNonNull(realm.get());
    answer.completeExceptionally(new GuestException(known.toData(error)));
  }
}
