package dev.perdure.workers.spi;

import dev.perdure.workers.event.Event;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A way to another worker, an object or the network. Events sent through one channel arrive in the
 * order in which they were sent. Thread-safe.
 */
@FunctionalInterface
public interface Channel {
  /**
   * Sends an event. The future completes on any thread, with a {@link
   * dev.perdure.workers.message.GuestException} where the other side failed.
   */
  <R> CompletableFuture<R> send(Event<R> event);

  /** Why the channel cannot be handed to other isolates, in the platform's words, or null. */
  default @Nullable String bound() {
    return null;
  }
}
