package dev.perdure.workers.spi;

import dev.perdure.workers.event.Event;
import java.util.concurrent.CompletableFuture;

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
}
