package dev.perdure.host.turn;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Turns on manual time whose every step is written down. */
final class TestTurns implements Turns.Hooks {
  final List<String> log = new ArrayList<>();
  final ManualTime time = new ManualTime();
  final Turns turns = new Turns(time, time, () -> new FakeIsolate(log), this);
  final CriticalSections gate =
      new CriticalSections(turns, reason -> log.add("reset: " + reason.message()), () -> {});

  @Override
  public Duration cpuLimit() {
    return Duration.ofSeconds(30);
  }

  @Override
  public void overran() {
    log.add("overran");
  }

  @Override
  public void outOfMemory() {
    log.add("out of memory");
  }

  @Override
  public void endTurn() {
    log.add("end turn");
  }

  @Override
  public void failed(RuntimeException fault) {
    log.add("failed: " + fault.getMessage());
  }

  /** Queues an event that writes its name down. */
  void post(String name) {
    turns.post(() -> log.add(name));
  }

  /** Runs everything and gives what was written down, without enters, leaves and ends of turns. */
  List<String> steps() {
    time.run();
    log.removeAll(List.of("enter", "leave", "end turn"));
    List<String> steps = List.copyOf(log);
    log.clear();
    return steps;
  }
}
