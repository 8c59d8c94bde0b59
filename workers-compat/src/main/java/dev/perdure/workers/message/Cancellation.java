package dev.perdure.workers.message;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Tells the receiver of a request that its sender no longer waits for the answer. Thread-safe; each
 * listener runs once, on the thread that cancels or, where it came too late, on its own.
 */
public final class Cancellation {
  private static final Cancellation NEVER = new Cancellation();

  private final ReentrantLock lock = new ReentrantLock();
  private final List<Runnable> listeners = new ArrayList<>(0);
  private boolean cancelled;

  /** One that is not cancelled yet. */
  public Cancellation() {}

  /** The one that is never cancelled and keeps no listener. */
  public static Cancellation never() {
    return NEVER;
  }

  /** Whether the sender has gone. */
  public boolean cancelled() {
    lock.lock();
    try {
      return cancelled;
    } finally {
      lock.unlock();
    }
  }

  /** Runs {@code listener} once the sender has gone. */
  public void onCancel(Runnable listener) {
    if (this == NEVER) {
      return;
    }
    lock.lock();
    try {
      if (!cancelled) {
        listeners.add(listener);
        return;
      }
    } finally {
      lock.unlock();
    }
    listener.run();
  }

  /** Says that nobody waits any more. */
  public void cancel() {
    if (this == NEVER) {
      throw new IllegalStateException("A request that nobody takes back cannot be cancelled.");
    }
    List<Runnable> waiting;
    lock.lock();
    try {
      if (cancelled) {
        return;
      }
      cancelled = true;
      waiting = List.copyOf(listeners);
      listeners.clear();
    } finally {
      lock.unlock();
    }
    waiting.forEach(Runnable::run);
  }
}
