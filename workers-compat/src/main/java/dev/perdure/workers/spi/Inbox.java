package dev.perdure.workers.spi;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What comes in on any thread for something of an isolate, and runs there in its order: one task in
 * each turn, since a task may end the isolate, in the critical section in which the inbox was
 * opened. {@link #open} is called in a turn, the rest on any thread.
 */
public final class Inbox {
  private final EventLoop loop;
  private final EventLoop.Kind kind;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final AtomicReference<EventLoop.@Nullable Pending> waiting = new AtomicReference<>();
  // Whether nothing comes any more but what stands in the queue.
  private volatile boolean closed;
  private volatile boolean ended;

  /**
   * An inbox that is not open yet.
   *
   * @param kind what the isolate waits for while it is open
   */
  public Inbox(EventLoop loop, EventLoop.Kind kind) {
    this.loop = loop;
    this.kind = kind;
  }

  /** From now on what came and what comes runs. */
  public void open() {
    waiting.set(loop.begin(kind));
    // What came or ended before that has found nothing to wake or to cancel.
    if (!tasks.isEmpty()) {
      wake();
    } else if (closed || ended) {
      stopWaiting();
    }
  }

  /** Has a task run after those that came before it. */
  public void add(Runnable task) {
    tasks.add(task);
    wake();
  }

  /** Nothing comes any more: what has come still runs, then nothing is waited for. */
  public void close() {
    closed = true;
    if (tasks.isEmpty()) {
      stopWaiting();
    }
  }

  /** Waits no more; of what has come, at most the task whose turn it already is runs. */
  public void end() {
    ended = true;
    stopWaiting();
  }

  private void wake() {
    EventLoop.Pending pending = waiting.getAndSet(null);
    if (pending != null) {
      pending.resume(this::runNext);
    }
  }

  private void stopWaiting() {
    EventLoop.Pending pending = waiting.getAndSet(null);
    if (pending != null) {
      pending.cancel();
    }
  }

  private void runNext() {
    try {
      Runnable task = tasks.poll();
      if (task != null) {
        task.run();
      }
    } finally {
      if (!ended && !(closed && tasks.isEmpty())) {
        open();
      }
    }
  }
}
