package dev.perdure.host.turn;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Timers by the clock of this machine, on one thread. Thread-safe. */
public final class SystemTimers implements Timers, AutoCloseable {
  private final ScheduledThreadPoolExecutor executor;

  /** Starts the thread at the first timer. */
  public SystemTimers() {
    this.executor =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("perdure-timers").daemon().factory());
    executor.setRemoveOnCancelPolicy(true);
  }

  @Override
  public InstantSource clock() {
    return InstantSource.system();
  }

  @Override
  public Timer after(Duration delay, Runnable action) {
    ScheduledFuture<?> future = executor.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
    return () -> future.cancel(false);
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
