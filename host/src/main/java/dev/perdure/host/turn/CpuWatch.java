package dev.perdure.host.turn;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Ends what uses more processor time than one event may. Looks at the guest threads now and then,
 * so tasks cost next to nothing; what is over its limit is ended at most two looks later. Processor
 * time is estimated: how long the turns of an isolate have lasted since its last event, times the
 * share of a processor that the thread had lately. One thread of its own.
 */
public final class CpuWatch implements AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(100);

  private record Seen(long cpuNanos, long nanos) {}

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
    Seen now = new Seen(cpu.getThreadCpuTime(guest.threadId()), System.nanoTime());
    Seen before = seen.put(guest, now);
    Turns turns = guest.running;
    if (before == null || turns == null) {
      return;
    }
    double share = (double) (now.cpuNanos() - before.cpuNanos()) / (now.nanos() - before.nanos());
    if (turns.spent().charge(Math.clamp(share, 0, 1)) > turns.cpuLimit().toNanos()) {
      turns.overran();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
