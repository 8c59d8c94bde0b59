package dev.perdure.host.java;

import dev.perdure.workers.platform.Safepoint;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;

/** One event or task on its virtual thread. See {@link Fibers}. */
final class Fiber {
  private final Thread thread;
  private final Carrier.Lane lane;
  private final EventContext context;
  private final Runnable finished;
  private final Semaphore go = new Semaphore(0);
  // Guards what follows, but for reads on the turn's thread.
  private final ReentrantLock lock = new ReentrantLock();
  private boolean started;
  private boolean done;
  private boolean cut;

  /**
   * A fiber that has not begun.
   *
   * @param lane runs its thread
   * @param loader what libraries of the guest look for classes and services in
   * @param finished runs on the turn's thread once {@code body} has ended
   */
  Fiber(
      EventContext context,
      Carrier.Lane lane,
      ClassLoader loader,
      Runnable body,
      Runnable finished) {
    this.context = context;
    this.lane = lane;
    this.finished = finished;
    this.thread = lane.thread().name(context.name()).unstarted(body);
    thread.setContextClassLoader(loader);
  }

  EventContext context() {
    return context;
  }

  @SuppressWarnings("ReferenceEquality") // this very thread
  boolean isCurrentThread() {
    return Thread.currentThread() == thread;
  }

  /** Goes on, on its own thread. */
  void resume() {
    lock.lock();
    try {
      if (started) {
        go.release();
      } else if (!cut) {
        started = true;
        thread.start();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits for {@link #resume}. On its own thread. */
  void awaitResume() {
    go.acquireUninterruptibly();
  }

  /**
   * Wakes it for the last time; code that does not wait hears of it by an interrupt, and at the
   * next {@link Safepoint}. Once.
   */
  void cut() {
    lock.lock();
    try {
      cut = true;
      if (started && !done) {
        Safepoint.begin();
      }
    } finally {
      lock.unlock();
    }
    thread.interrupt();
    go.release();
  }

  /** Notes that the body has ended. On its own thread. */
  void ended() {
    lane.end();
    lock.lock();
    try {
      done = true;
      if (cut) {
        Safepoint.end();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Tells of the end, where it has come. On the turn's thread. */
  void settle() {
    if (done) {
      finished.run();
    }
  }
}
