package dev.perdure.workers.spi;

import dev.perdure.workers.event.Event;
import dev.perdure.workers.message.ErrorData;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * One boundary of guest memory and code with its event loop. Unless said otherwise, called on the
 * thread that runs the isolate's turn, between {@link #enter} and {@link #leave}; futures complete
 * on such a thread too.
 */
public interface Isolate {
  /** Makes the isolate current on this thread; several tasks may follow. */
  void enter();

  /** Ends what {@link #enter} began. */
  void leave();

  /**
   * Evaluates the worker's main module and, in the isolate of an object, runs the constructor of
   * its class. Fails with a {@link dev.perdure.workers.message.GuestException}.
   */
  CompletableFuture<Void> start();

  /** What the main module exports; known once {@link #start} has completed. */
  List<Export> exports();

  /**
   * Hands an event to the guest. The future completes with the answer, or with a {@link
   * dev.perdure.workers.message.GuestException} for what the guest threw.
   */
  <R> CompletableFuture<R> deliver(Entrypoint entrypoint, Event<R> event);

  /**
   * Ends what belongs to an event that waits for nothing and so will not be answered.
   *
   * @param answer what {@link #deliver} gave
   * @return false where it may yet be answered
   */
  default boolean abandon(CompletableFuture<?> answer) {
    return false;
  }

  /** Ends guest code that runs now and refuses to run any more. May be called on any thread. */
  void terminate(ErrorData reason);

  /** Frees the isolate's memory. Nothing is called afterwards. */
  void close();
}
