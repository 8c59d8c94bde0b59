package dev.perdure.host.turn;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;

/** A clock that stands until it is moved, and an executor that runs when it is told to. */
public final class ManualTime implements Timers, Executor {
  private record Due(Instant time, Runnable action) {}

  private final List<Due> timers = new ArrayList<>();
  private final Queue<Runnable> queue = new ArrayDeque<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  @Override
  public InstantSource clock() {
    return () -> now;
  }

  @Override
  public Timer after(Duration delay, Runnable action) {
    Due due = new Due(now.plus(delay), action);
    timers.add(due);
    return () -> timers.remove(due);
  }

  @Override
  public void execute(Runnable turn) {
    queue.add(turn);
  }

  /** Runs what was handed to the executor until nothing is left. */
  public void run() {
    for (Runnable turn = queue.poll(); turn != null; turn = queue.poll()) {
      turn.run();
    }
  }

  /** Moves the clock; timers that become due ring in the order of their times. */
  public void pass(Duration time) {
    Instant target = now.plus(time);
    while (true) {
      Due first =
          timers.stream()
              .filter(due -> !due.time().isAfter(target))
              .min(Comparator.comparing(Due::time))
              .orElse(null);
      if (first == null) {
        break;
      }
      timers.remove(first);
      now = first.time();
      first.action().run();
      run();
    }
    now = target;
  }
}
