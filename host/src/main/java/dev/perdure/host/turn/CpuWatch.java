package dev.perdure.host.turn;

import dev.perdure.workers.message.ErrorData;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Ends tasks that use more processor time than they may. Looks at the guest threads now and then,
 * so tasks cost nothing; a task is ended at most two looks after its limit. One thread of its own.
 */
public final class CpuWatch implements AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final String TOO_LONG = "Worker exceeded CPU time limit.";

  private record Seen(long task, long cpuNanos) {}

  private final GuestThreads threads;
  private final ThreadMXBean cpu = ManagementFactory.getThreadMXBean();
  private final Map<GuestThreads.GuestThread, Seen> seen = new HashMap<>();
  private final Thread thread;

  /** Watches {@code threads} once started. */
  public CpuWatch(GuestThreads threads) {
    this.threads = threads;
    this.thread = Thread.ofPlatform().name("perdure-cpu-watch").daemon().unstarted(this::watch);
  }

  /** Begins to watch. */
  public void start() {
    thread.start();
  }

  private void watch() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        Thread.sleep(LOOK);
      } catch (InterruptedException e) {
        return;
      }
      threads.all().forEach(this::look);
    }
  }

  private void look(GuestThreads.GuestThread guest) {
    long task = guest.tasks;
    Turns turns = guest.running;
    if (task % 2 == 0 || turns == null) {
      seen.remove(guest);
      return;
    }
    long used = cpu.getThreadCpuTime(guest.threadId());
    Seen before = seen.get(guest);
    if (before == null || before.task() != task) {
      seen.put(guest, new Seen(task, used));
    } else if (used - before.cpuNanos() > turns.cpuLimit().toNanos()) {
      turns.overran(ErrorData.of("Error", TOO_LONG));
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
