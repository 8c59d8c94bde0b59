package dev.perdure.host.turn;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A clock that stands until it is moved: for tests of workers whose alarms, timeouts and limits are
 * days away. Guests see the time of day of their machine all the same, {@code Date.now()} is not
 * the clock of a host. Thread-safe; what becomes due runs on the thread that moves the clock, what
 * is due at once on one of its own.
 */
public final class ManualTimers implements Timers {
  private record Due(Instant time, Runnable action) {}

  private final Set<Due> timers = new LinkedHashSet<>();
  private Instant now;

  /** A clock that stands at {@code start}. */
  public ManualTimers(Instant start) {
    this.now = start;
  }

  @Override
  public InstantSource clock() {
    return this::now;
  }

  private synchronized Instant now() {
    return now;
  }

  @Override
  public synchronized Timer after(Duration delay, Runnable action) {
    if (!delay.isPositive()) {
      Thread.startVirtualThread(action);
      return () -> {};
    }
    Due due = new Due(now.plus(delay), action);
    timers.add(due);
    return () -> {
      synchronized (this) {
        timers.remove(due);
      }
    };
  }

  /** How many wait. */
  public synchronized int waiting() {
    return timers.size();
  }

  /** Moves the clock; what becomes due runs in the order of its time. */
  public void pass(Duration time) {
    Instant target = now().plus(time);
    for (Due due = next(target); due != null; due = next(target)) {
      due.action().run();
    }
    synchronized (this) {
      now = target;
    }
  }

  private synchronized @Nullable Due next(Instant target) {
    Due first =
        timers.stream()
            .filter(due -> !due.time().isAfter(target))
            .min(Comparator.comparing(Due::time))
            .orElse(null);
    if (first != null) {
      timers.remove(first);
      now = first.time().isAfter(now) ? first.time() : now;
    }
    return first;
  }
}
