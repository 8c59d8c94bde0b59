package dev.perdure.host.turn;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executor;

/** Runs something later. Thread-safe; tests put a clock of their own in its place. */
public interface Timers {
  /** The time by which {@link #after} runs. */
  InstantSource clock();

  /** Runs {@code action}, which must not block, on a thread of this after {@code delay}. */
  Timer after(Duration delay, Runnable action);

  /**
   * What guests are to run on in place of {@code threads}, for timers that must know when they do.
   */
  default Executor watching(Executor threads) {
    return threads;
  }

  /** Something that is to run later. */
  interface Timer {
    /** Takes it back; no effect once it runs. */
    void cancel();
  }
}
