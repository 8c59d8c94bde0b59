package dev.perdure.storage;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Makes committed writes durable on threads of its own. Commits of one object that arrive while the
 * disk works share the next fsync. Thread-safe.
 */
final class DiskSync implements AutoCloseable {
  private static final int THREADS = 8;

  private final ExecutorService threads;

  DiskSync() {
    ThreadFactory factory = Thread.ofPlatform().daemon().name("perdure-sync-", 0).factory();
    threads = Executors.newFixedThreadPool(THREADS, factory);
  }

  /** A line of commits that become durable in order; {@code force} does it for all before. */
  Line line(Force force) {
    return new Line(force);
  }

  void execute(Runnable task) {
    threads.execute(task);
  }

  @Override
  public void close() {
    threads.shutdown();
    try {
      threads.awaitTermination(1, TimeUnit.MINUTES);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Makes everything written before the call durable. */
  interface Force {
    void run() throws Exception;

    /** Does what can wait until the commits were reported as durable. */
    default void afterwards() {}
  }

  /**
   * The commits of one object. After a failure every later one fails too: the system may have
   * dropped the pages that it could not write, so that another fsync would succeed in vain.
   */
  final class Line {
    private final Force force;
    private @Nullable CompletableFuture<Void> waiting;
    private CompletableFuture<Void> latest = CompletableFuture.allOf();
    private @Nullable Throwable failure;
    private boolean running;

    private Line(Force force) {
      this.force = force;
    }

    /** Completes once everything written before this call is durable. */
    synchronized CompletableFuture<Void> submit() {
      if (waiting == null) {
        waiting = new CompletableFuture<>();
        latest = waiting;
      }
      if (!running) {
        running = true;
        threads.execute(this::sync);
      }
      return waiting;
    }

    /** Completes once everything submitted so far is durable. */
    synchronized CompletableFuture<Void> latest() {
      return latest;
    }

    private void complete(CompletableFuture<Void> batch) {
      if (failure == null) {
        try {
          force.run();
        } catch (Exception e) {
          failure = e;
        }
      }
      if (failure == null) {
        batch.complete(null);
        force.afterwards();
      } else {
        batch.completeExceptionally(failure);
      }
    }

    private void sync() {
      CompletableFuture<Void> batch;
      synchronized (this) {
        batch = waiting;
        waiting = null;
      }
      if (batch != null) {
        complete(batch);
      }
      synchronized (this) {
        running = waiting != null;
        if (running) {
          threads.execute(this::sync);
        }
      }
    }
  }
}
