package dev.perdure.host.turn;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * The platform threads that guest JavaScript runs on. Thread-safe. Fixed in number: an isolate that
 * runs long costs the others one thread, not a queue of them.
 */
public final class GuestThreads implements Executor, AutoCloseable {
  /** One of the threads, and what it runs. */
  static final class GuestThread extends Thread {
    /** Room for as deep a recursion as guests are used to, also before it is compiled. */
    private static final long STACK_BYTES = 16 << 20;

    /** Grows by one at the begin and at the end of a task: odd while one runs. */
    volatile long tasks;

    volatile @Nullable Turns running;

    GuestThread(Runnable body, String name) {
      super(null, body, name, STACK_BYTES);
      setDaemon(true);
    }
  }

  private final ExecutorService threads;
  private final List<GuestThread> all = new CopyOnWriteArrayList<>();

  /** As many threads as asked for; at least one. */
  public GuestThreads(int count) {
    this.threads =
        Executors.newFixedThreadPool(
            Math.max(1, count),
            body -> {
              GuestThread thread = new GuestThread(body, "perdure-guest-" + all.size());
              all.add(thread);
              return thread;
            });
  }

  @Override
  public void execute(Runnable turn) {
    threads.execute(turn);
  }

  /** The threads that were started so far. */
  List<GuestThread> all() {
    return all;
  }

  /** Notes on the current thread, if it is one of these, that a task begins. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // only the thread itself writes
  static void begin(Turns turns) {
    if (Thread.currentThread() instanceof GuestThread thread) {
      thread.running = turns;
      thread.tasks = thread.tasks + 1;
    }
  }

  /** Notes that the task has ended. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // only the thread itself writes
  static void end() {
    if (Thread.currentThread() instanceof GuestThread thread) {
      thread.tasks = thread.tasks + 1;
      thread.running = null;
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
