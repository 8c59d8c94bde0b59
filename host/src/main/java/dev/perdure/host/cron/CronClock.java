package dev.perdure.host.cron;

import dev.perdure.host.turn.Timers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** Fires cron triggers at their times. Thread-safe. */
public final class CronClock implements AutoCloseable {
  private final Timers timers;
  private final List<Timers.Timer> running = new ArrayList<>();
  private int generation;

  /** A clock that fires nothing yet. */
  public CronClock(Timers timers) {
    this.timers = timers;
  }

  /**
   * Fires these triggers from now on, and no others.
   *
   * @param fire takes an expression and the time for which it fires; must not block
   */
  public synchronized void run(List<String> expressions, BiConsumer<String, Instant> fire) {
    close();
    for (String expression : expressions) {
      plan(expression, CronSchedule.parse(expression), timers.clock().instant(), fire, generation);
    }
  }

  private synchronized void plan(
      String expression,
      CronSchedule schedule,
      Instant after,
      BiConsumer<String, Instant> fire,
      int planned) {
    if (planned != generation) {
      return;
    }
    schedule
        .next(after)
        .ifPresent(time -> {
          Duration delay = Duration.between(timers.clock().instant(), time);
          running.add(
              timers.after(
                  delay.isNegative() ? Duration.ZERO : delay,
                  () -> {
                    fire.accept(expression, time);
                    plan(expression, schedule, time, fire, planned);
                  }));
        });
  }

  @Override
  public synchronized void close() {
    generation++;
    running.forEach(Timers.Timer::cancel);
    running.clear();
  }
}
