package dev.perdure.host.actor;

import dev.perdure.workers.event.Event;
import dev.perdure.workers.id.ActorId;
import dev.perdure.workers.message.ErrorData;
import dev.perdure.workers.message.GuestException;
import dev.perdure.workers.spi.Channel;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A stub's way to its object. Once an instance was reset that it has reached, every later call
 * through the same stub fails likewise. Thread-safe.
 */
final class ActorChannel implements Channel {
  private final ActorClass target;
  private final ActorId id;
  private volatile @Nullable ErrorData broken;
  private volatile @Nullable Fate reached;

  // Whether all objects were aborted together since the stub was first used.
  private volatile boolean used;
  private volatile ActorClass.@Nullable AbortOfAll known;

  ActorChannel(ActorClass target, ActorId id) {
    this.target = target;
    this.id = id;
  }

  ActorClass target() {
    return target;
  }

  ActorId id() {
    return id;
  }

  @Override
  public <R> CompletableFuture<R> send(Event<R> event) {
    ActorClass.AbortOfAll aborted = target.abortedAll();
    if (!used) {
      used = true;
      known = aborted;
    } else if (aborted != null && !aborted.equals(known)) {
      broken = aborted.reason();
    }
    Fate last = reached;
    ErrorData reset = last == null ? null : last.reset();
    if (reset != null) {
      broken = reset.without(ErrorData.Flag.REMOTE);
    }
    ErrorData before = broken;
    if (before != null) {
      return CompletableFuture.failedFuture(new GuestException(before));
    }
    CompletableFuture<R> answer = new CompletableFuture<>();
    target
        .deliver(id, event, fate -> reached = fate)
        .whenComplete((value, thrown) -> {
          if (thrown == null) {
            answer.complete(value);
          } else {
            answer.completeExceptionally(failure(thrown, event instanceof Event.Fetch));
          }
        });
    return answer;
  }

  /**
   * Errors of RPC say themselves whether a guest threw them; those of fetch came from the object's
   * side, unless the call never got there. What breaks the stub fails later calls on this side.
   */
  private Throwable failure(Throwable thrown, boolean remote) {
    Throwable cause = GuestException.unwrapped(thrown);
    if (!(cause instanceof GuestException guest)) {
      return cause;
    }
    ErrorData error = guest.error();
    boolean reset = error.flags().contains(ErrorData.Flag.DURABLE_OBJECT_RESET);
    if (reset) {
      broken = error.without(ErrorData.Flag.REMOTE);
    }
    boolean refused = error.flags().contains(ErrorData.Flag.OVERLOADED) && !reset;
    return new GuestException(remote && !refused ? error.with(ErrorData.Flag.REMOTE) : error);
  }
}
