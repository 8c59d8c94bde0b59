package dev.perdure.testworkers.suite;

import dev.perdure.storage.CommitSink;
import dev.perdure.workers.id.ActorId;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Commits that become durable when a test says so. Thread-safe. */
final class HeldCommits implements CommitSink {
  private final BlockingQueue<CompletableFuture<Void>> held = new LinkedBlockingQueue<>();
  private final AtomicInteger count = new AtomicInteger();
  private volatile boolean holds;

  @Override
  public CompletableFuture<Void> committed(String uniqueKey, ActorId id, long commit) {
    count.incrementAndGet();
    if (!holds) {
      return CompletableFuture.completedFuture(null);
    }
    CompletableFuture<Void> answer = new CompletableFuture<>();
    held.add(answer);
    return answer;
  }

  /** From now on commits wait. */
  void hold() {
    holds = true;
  }

  /** From now on commits do not wait any more; those that still wait become durable. */
  void letGo() {
    holds = false;
    for (CompletableFuture<Void> one = held.poll(); one != null; one = held.poll()) {
      one.complete(null);
    }
  }

  /** Waits for the next commit that waits. */
  CompletableFuture<Void> next() {
    try {
      CompletableFuture<Void> next = held.poll(20, TimeUnit.SECONDS);
      if (next == null) {
        throw new AssertionError("No commit came.");
      }
      return next;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** How many commits there were so far. */
  int count() {
    return count.get();
  }
}
