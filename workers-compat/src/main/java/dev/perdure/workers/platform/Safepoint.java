package dev.perdure.workers.platform;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the methods and loops of a fenced worker pass, so that code whose isolate has ended ends
 * too. Thread-safe.
 */
public final class Safepoint {
  // How many threads run for isolates that have ended: none, nearly always.
  private static final AtomicInteger ENDING = new AtomicInteger();

  private Safepoint() {}

  /** Throws where the isolate of the event that runs on this thread has ended. */
  public static void poll() {
    if (ENDING.get() != 0 && Platform.CURRENT.isBound()) {
      Platform.CURRENT.get().poll();
    }
  }

  /** A thread is to end. */
  public static void begin() {
    ENDING.incrementAndGet();
  }

  /** A thread that was to end has ended. */
  public static void end() {
    ENDING.decrementAndGet();
  }
}
