package dev.perdure.host.actor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.host.turn.ManualTimers;
import dev.perdure.host.turn.Timers;
import dev.perdure.workers.id.ActorId;
import dev.perdure.workers.id.ActorIds;
import dev.perdure.workers.message.GuestException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AlarmClockTest {
  private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");
  private static final ActorIds IDS = new ActorIds("alarm-clock-test");

  private final CountedTimers timers = new CountedTimers(new ManualTimers(START));
  private final Runs runs = new Runs();
  private final AlarmClock clock = new AlarmClock(runs, timers, new SplittableRandom(1));

  private static ActorId id(int number) {
    return IDS.fromName("object " + number);
  }

  private static Instant at(long seconds) {
    return START.plusSeconds(seconds);
  }

  private void pass(long seconds) {
    timers.manual.pass(Duration.ofSeconds(seconds));
  }

  @Test
  void aHundredThousandAlarmsNeedOneTimerAndNoThread() {
    int threads = Thread.activeCount();
    for (int i = 0; i < 100_000; i++) {
      clock.set(id(i), at(1_000_000 - i));
    }
    assertThat(clock.size()).isEqualTo(100_000);
    assertThat(timers.manual.waiting()).isEqualTo(1);
    assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads);
    assertThat(runs.log).isEmpty();
  }

  @Test
  void onlyWhatIsDueIsTouched() {
    for (int i = 0; i < 100_000; i++) {
      clock.set(id(i), at(10 + i));
    }
    int before = timers.made;
    pass(14);
    assertThat(runs.log).hasSize(5);
    assertThat(timers.made - before).isEqualTo(5);
  }

  @Test
  void anAlarmThatIsMovedOftenLeavesNothingBehind() {
    for (int i = 0; i < 10_000; i++) {
      clock.set(id(1), at(1_000_000 + i));
    }
    assertThat(clock.size()).isEqualTo(1);
    assertThat(timers.manual.waiting()).isEqualTo(1);
    clock.set(id(1), null);
    assertThat(clock.size()).isZero();
  }

  @Test
  void whatIsSetWhileAnAlarmRunsCountsAfterIt() {
    clock.set(id(1), at(1));
    pass(1);
    clock.set(id(1), at(5));
    runs.finish(id(1), null);
    pass(4);
    assertThat(runs.log).containsExactly("0 first", "0 first");
  }

  @Test
  void whatIsTakenBackWhileAnAlarmRunsIsNotTriedAgain() {
    clock.set(id(1), at(1));
    pass(1);
    clock.set(id(1), null);
    runs.fail(id(1), GuestException.error("failed"));
    pass(1000);
    assertThat(runs.log).containsExactly("0 first");
    assertThat(clock.size()).isZero();
  }

  @Test
  void whatIsFoundDuringAPauseChangesNothing() {
    clock.set(id(1), at(1));
    pass(1);
    runs.fail(id(1), GuestException.error("failed"));
    clock.found(id(1), at(1));
    pass(1);
    assertThat(runs.log).containsExactly("0 first");
    pass(2);
    assertThat(runs.log).containsExactly("0 first", "1 again");
  }

  @Test
  void whatTheClockHadWrongIsMendedByWhatIsFound() {
    clock.set(id(1), at(100));
    clock.found(id(1), at(1));
    clock.found(id(2), at(1));
    pass(1);
    assertThat(runs.log).containsExactly("0 first", "0 first");
  }

  @Test
  void faultsOfTheHostDoNotCount() {
    clock.set(id(1), at(1));
    pass(1);
    for (int i = 0; i < 20; i++) {
      runs.fail(id(1), new IllegalStateException("the disk is gone"));
      pass(1300);
    }
    for (int i = 0; i < 6; i++) {
      runs.fail(id(1), GuestException.error("failed"));
      pass(200);
    }
    assertThat(runs.log).hasSize(27);
    assertThat(runs.log.subList(25, 27)).containsExactly("25 again", "26 last");
    runs.fail(id(1), GuestException.error("failed"));
    assertThat(runs.log.getLast()).isEqualTo("dropped " + at(1));
  }

  @Test
  void pausesDoubleUpToABound() {
    clock.set(id(1), at(1));
    pass(1);
    for (int i = 0; i < 14; i++) {
      runs.fail(id(1), new IllegalStateException("the disk is gone"));
      long pause = 2L << Math.min(i, 9);
      pass(pause - 1);
      assertThat(runs.log).hasSize(i + 1);
      pass(pause / 4 + 2);
      assertThat(runs.log).hasSize(i + 2);
    }
  }

  /** Alarms that run until the test ends them. */
  private static final class Runs implements AlarmClock.Objects {
    final List<String> log = new ArrayList<>();
    final Map<String, CompletableFuture<@Nullable Instant>> running = new HashMap<>();

    @Override
    public CompletableFuture<@Nullable Instant> runAlarm(ActorId id, int retries, boolean last) {
      log.add(retries + (last ? " last" : retries == 0 ? " first" : " again"));
      CompletableFuture<@Nullable Instant> answer = new CompletableFuture<>();
      running.put(id.hex(), answer);
      return answer;
    }

    @Override
    public void dropAlarm(ActorId id, Instant time) {
      log.add("dropped " + time);
    }

    void finish(ActorId id, @Nullable Instant next) {
      Objects.requireNonNull(running.remove(id.hex())).complete(next);
    }

    void fail(ActorId id, RuntimeException thrown) {
      Objects.requireNonNull(running.remove(id.hex())).completeExceptionally(thrown);
    }
  }

  /** Counts the timers that are asked for. */
  private static final class CountedTimers implements Timers {
    final ManualTimers manual;
    int made;

    CountedTimers(ManualTimers manual) {
      this.manual = manual;
    }

    @Override
    public InstantSource clock() {
      return manual.clock();
    }

    @Override
    public Timer after(Duration delay, Runnable action) {
      made++;
      return manual.after(delay, action);
    }
  }
}
