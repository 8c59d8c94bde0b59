package dev.perdure.host.turn;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The platform threads that guest code runs on. Thread-safe. Fixed in number: an isolate that runs
 * long costs the others one thread, not a queue of them.
 */
public final class GuestThreads implements Executor, AutoCloseable {
  /** One of the threads, and what it runs. */
  static final class GuestThread extends Thread {
    /** Room for as deep a recursion as guests are used to, also before it is compiled. */
    private static final long STACK_BYTES = 16 << 20;

    /** The isolate whose turn runs. */
    volatile @Nullable Turns running;

    private final GuestThreads owner;

    GuestThread(GuestThreads owner, Runnable body) {
      super(null, body, "perdure-guest-" + owner.numbers.getAndIncrement(), STACK_BYTES);
      this.owner = owner;
      setDaemon(true);
    }

    @Override
    public void run() {
      owner.all.add(this);
      try {
        super.run();
      } finally {
        owner.all.remove(this);
      }
    }
  }

  private final int count;
  private final ThreadPoolExecutor threads;
  private final List<GuestThread> all = new CopyOnWriteArrayList<>();
  private final AtomicInteger numbers = new AtomicInteger();
  private int lost;

  /** As many threads as asked for; at least one. */
  public GuestThreads(int count) {
    this.count = Math.max(1, count);
    this.threads =
        new ThreadPoolExecutor(
            this.count,
            this.count,
            0,
            TimeUnit.NANOSECONDS,
            new LinkedBlockingQueue<>(),
            body -> new GuestThread(this, body));
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
   * atLeast} bytes. Whether there was one.
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
    if (greediest != null) {
      greediest.outOfMemory();
    }
    return greediest != null;
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

  /** Has another thread take the place of one, if it is one of these, that guest code keeps. */
  static void replace(@Nullable Thread kept) {
    if (kept instanceof GuestThread thread) {
      thread.running = null;
      thread.owner.grow(1);
    }
  }

  /** The current thread, if it is one of these that was replaced, has come back after all. */
  static void comeBack() {
    if (Thread.currentThread() instanceof GuestThread thread) {
      thread.owner.grow(-1);
    }
  }

  private synchronized void grow(int more) {
    lost += more;
    if (more > 0) {
      threads.setMaximumPoolSize(count + lost);
    }
    threads.setCorePoolSize(count + lost);
    if (more < 0) {
      threads.setMaximumPoolSize(count + lost);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
