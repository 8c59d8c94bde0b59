package dev.perdure.workers.message;

import dev.perdure.workers.event.Event;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A handle to an object or function that lives in another isolate. Thread-safe; calls made through
 * the handles of one target arrive in the order in which they were made. A call after the isolate
 * has ended fails with a {@link GuestException}.
 */
public interface RemoteTarget {
  /** Calls or reads what the path names, starting at the target. */
  CompletableFuture<Payload> call(Event.RpcCall call);

  /**
   * Why its isolate was ended, where that was later than {@code nanos} of {@link System#nanoTime};
   * else null. Who began to call before that cannot have known.
   */
  default @Nullable ErrorData endedSince(long nanos) {
    return null;
  }

  /** Another handle to the same target, disposed of on its own. */
  RemoteTarget dup();

  /** Gives the handle back. The target may go when its last handle has gone. */
  void dispose();
}
