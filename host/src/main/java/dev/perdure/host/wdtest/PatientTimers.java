package dev.perdure.host.wdtest;

import dev.perdure.host.turn.SystemTimers;
import dev.perdure.host.turn.Timers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Timers of a clock that stands still while a guest runs or waits for a thread, so that what a case
 * takes for granted about time does not depend on how fast the machine is. Thread-safe.
 */
final class PatientTimers implements Timers, AutoCloseable {
  private record Due(long nanos, long number, Runnable action) {}

  private final LongSupplier nanoTime;
  private final SystemTimers real = new SystemTimers();
  private final PriorityQueue<Due> waiting =
      new PriorityQueue<>(Comparator.comparingLong(Due::nanos).thenComparingLong(Due::number));

  // Of the clock: how far it was when it last began to stand still or to go, and when that was.
  private long passed;
  private long since;
  private int running;
  private long number;
  private @Nullable Timer wake;
  private boolean closed;

  /** Timers by {@code nanoTime}, which is read under a lock. */
  PatientTimers(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.since = nanoTime.getAsLong();
  }

  private long now() {
    return running > 0 ? passed : passed + nanoTime.getAsLong() - since;
  }

  /** How long the clock has gone. */
  synchronized Duration elapsed() {
    return Duration.ofNanos(now());
  }

  /** That of the system, which guests see: an alarm is set for a time of it. */
  @Override
  public InstantSource clock() {
    return real.clock();
  }

  @Override
  public synchronized Timer after(Duration delay, Runnable action) {
    Due due = new Due(now() + Math.max(0, delay.toNanos()), number++, action);
    waiting.add(due);
    plan();
    return () -> {
      synchronized (this) {
        waiting.remove(due);
      }
    };
  }

  @Override
  public Executor watching(Executor threads) {
    return turn -> {
      count(1);
      threads.execute(() -> {
        try {
          turn.run();
        } finally {
          count(-1);
        }
      });
    };
  }

  private synchronized void count(int change) {
    passed = now();
    since = nanoTime.getAsLong();
    running += change;
    plan();
  }

  /** Wakes when the next is due; while the clock stands still, only for what is due already. */
  private void plan() {
    if (wake != null) {
      wake.cancel();
      wake = null;
    }
    Due next = waiting.peek();
    if (next != null && !closed && (running == 0 || next.nanos() <= now())) {
      wake = real.after(Duration.ofNanos(Math.max(0, next.nanos() - now())), this::runDue);
    }
  }

  private void runDue() {
    List<Runnable> actions = new ArrayList<>();
    synchronized (this) {
      while (!waiting.isEmpty() && waiting.element().nanos() <= now()) {
        actions.add(waiting.remove().action());
      }
      plan();
    }
    actions.forEach(Runnable::run);
  }

  @Override
  public synchronized void close() {
    closed = true;
    real.close();
  }
}
