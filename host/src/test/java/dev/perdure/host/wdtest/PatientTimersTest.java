package dev.perdure.host.wdtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PatientTimersTest {
  private final AtomicLong nanos = new AtomicLong();
  private final PatientTimers timers = new PatientTimers(nanos::get);

  @AfterEach
  void close() {
    timers.close();
  }

  @Test
  void theClockStandsStillWhileAGuestRunsOrWaitsForAThread() {
    List<Runnable> queue = new ArrayList<>();
    timers.watching(queue::add).execute(() -> nanos.addAndGet(1000));
    nanos.addAndGet(1000);
    assertThat(timers.elapsed()).isZero();
    queue.forEach(Runnable::run);
    assertThat(timers.elapsed()).isZero();
    nanos.addAndGet(1000);
    assertThat(timers.elapsed()).isEqualTo(Duration.ofNanos(1000));
  }

  @Test
  void whatIsDueRunsInOrder() {
    List<String> ran = new ArrayList<>();
    CompletableFuture<Void> all = new CompletableFuture<>();
    timers.after(Duration.ofMillis(2), () -> ran.add("second"));
    timers.after(
        Duration.ofMillis(3),
        () -> {
          ran.add("third");
          all.complete(null);
        });
    timers.after(Duration.ofMillis(1), () -> ran.add("first"));
    nanos.addAndGet(Duration.ofMillis(5).toNanos());
    all.join();
    assertThat(ran).containsExactly("first", "second", "third");
  }

  @Test
  void whatIsTakenBackDoesNotRun() {
    CompletableFuture<String> ran = new CompletableFuture<>();
    timers.after(Duration.ofMillis(1), () -> ran.complete("taken back")).cancel();
    timers.after(Duration.ofMillis(2), () -> ran.complete("kept"));
    nanos.addAndGet(Duration.ofMillis(5).toNanos());
    assertThat(ran.join()).isEqualTo("kept");
  }
}
