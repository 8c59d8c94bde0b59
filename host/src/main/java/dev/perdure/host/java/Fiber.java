package dev.perdure.host.java;

import java.util.concurrent.Semaphore;

/** One event or task on its virtual thread. See {@link Fibers}. */
final class Fiber {
  private final Thread thread;
  private final EventContext context;
  private final Runnable finished;
  private final Semaphore go = new Semaphore(0);
  private boolean started;
  private boolean done;

  /**
   * A fiber that has not begun.
   *
   * @param loader what libraries of the guest look for classes and services in
   * @param finished runs on the turn's thread once {@code body} has ended
   */
  Fiber(EventContext context, ClassLoader loader, Runnable body, Runnable finished) {
    this.context = context;
    this.finished = finished;
    this.thread = Thread.ofVirtual().name(context.name()).unstarted(body);
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
    if (started) {
      go.release();
    } else {
      started = true;
      thread.start();
    }
  }

  /** Waits for {@link #resume}. On its own thread. */
  void awaitResume() {
    go.acquireUninterruptibly();
  }

  /** Wakes it for the last time; code that does not wait hears of it by an interrupt. */
  void cut() {
    thread.interrupt();
    go.release();
  }

  /** Notes that the body has ended. On its own thread. */
  void ended() {
    done = true;
  }

  /** Tells of the end, where it has come. On the turn's thread. */
  void settle() {
    if (done) {
      finished.run();
    }
  }
}
