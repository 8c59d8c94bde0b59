package dev.perdure.host.turn;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The platform threads that guest JavaScript runs on. Thread-safe. Fixed in number: an isolate that
 * runs long costs the others one thread, not a queue of them.
 */
public final class GuestThreads implements Executor, AutoCloseable {
  private final ExecutorService threads;

  /** As many threads as asked for; at least one. */
  public GuestThreads(int count) {
    this.threads =
        Executors.newFixedThreadPool(
            Math.max(1, count), Thread.ofPlatform().name("perdure-guest-", 0).daemon().factory());
  }

  @Override
  public void execute(Runnable turn) {
    threads.execute(turn);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
