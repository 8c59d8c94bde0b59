package dev.perdure.host.turn;

import java.time.Duration;
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

    /** The isolate whose turn runs. */
    volatile @Nullable Turns running;

    GuestThread(Runnable body, String name) {
      super(null, body, name, STACK_BYTES);
      setDaemon(true);
    }
  }

  // Code that runs on other threads is ended after so long, since nobody counts its bytes.
  private static final long LONG_ELSEWHERE = Duration.ofSeconds(1).toNanos();

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

  /**
   * Ends the isolate whose turn runs and has allocated the most in it, where that is {@code
   * atLeast} bytes; or else, of those whose code runs on other threads, the one that has run the
   * longest. Whether there was one.
   */
  public boolean endGreediest(long atLeast) {
    Turns greediest = null;
    long most = atLeast;
    for (GuestThread thread : all) {
      Turns turns = thread.running;
      long taken = turns == null ? -1 : turns.allocatedInTurn();
      if (taken >= most) {
        most = taken;
        greediest = turns;
      }
    }
    if (greediest == null) {
      greediest = longestElsewhere();
    }
    if (greediest != null) {
      greediest.outOfMemory();
    }
    return greediest != null;
  }

  private @Nullable Turns longestElsewhere() {
    Turns longest = null;
    long most = LONG_ELSEWHERE;
    for (GuestThread thread : all) {
      Turns turns = thread.running;
      long lasted = turns != null && turns.runsElsewhere() ? turns.spent().inTurn() : -1;
      if (lasted >= most) {
        most = lasted;
        longest = turns;
      }
    }
    return longest;
  }

  /** Notes on the current thread, if it is one of these, that a turn begins. */
  static void begin(Turns turns) {
    if (Thread.currentThread() instanceof GuestThread thread) {
      thread.running = turns;
    }
  }

  /** Notes that the turn has ended. */
  static void end() {
    if (Thread.currentThread() instanceof GuestThread thread) {
      thread.running = null;
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
