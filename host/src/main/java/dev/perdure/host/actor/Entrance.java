package dev.perdure.host.actor;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the events that an actor has taken and not answered, until it takes no more. Thread-safe.
 */
final class Entrance {
  // How many are inside; with the sign bit set once closed.
  private final AtomicInteger state = new AtomicInteger();

  /** Counts one more event; false where none is taken any more. */
  boolean enter() {
    int seen = state.get();
    while (seen >= 0) {
      if (state.compareAndSet(seen, seen + 1)) {
        return true;
      }
      seen = state.get();
    }
    return false;
  }

  /** Ends what {@link #enter} began. */
  void leave() {
    state.decrementAndGet();
  }

  /** Takes no more; false where that was so already. */
  boolean close() {
    int seen = state.get();
    while (seen >= 0) {
      if (state.compareAndSet(seen, seen + Integer.MIN_VALUE)) {
        return true;
      }
      seen = state.get();
    }
    return false;
  }

  /** Takes no more if nothing is inside; false where something is, or that was so already. */
  boolean closeIfEmpty() {
    return state.compareAndSet(0, Integer.MIN_VALUE);
  }

  boolean isOpen() {
    return state.get() >= 0;
  }

  boolean isEmpty() {
    return (state.get() & Integer.MAX_VALUE) == 0;
  }
}
