package dev.perdure.host.actor;

import dev.perdure.host.life.ObjectLimits;
import dev.perdure.host.turn.Timers;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Notices that an actor has done nothing for some time. Thread-safe. */
final class IdleWatch {
  /** Hears, again and again, of an actor that does nothing. */
  interface Listener {
    /**
     * Nothing happened for a while.
     *
     * @param evictable no event came for so long that the actor's own timers keep it no more
     */
    void idle(boolean evictable);
  }

  // What could not be evicted is looked at again after this part of the time it may be idle.
  private static final int LOOKS = 7;

  private final Timers timers;
  private final ObjectLimits limits;
  private final Listener listener;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile Instant lastEvent;
  private Instant lastActive;
  private Timers.@Nullable Timer timer;
  private boolean stopped;

  IdleWatch(Timers timers, ObjectLimits limits, Listener listener) {
    this.timers = timers;
    this.limits = limits;
    this.listener = listener;
    this.lastActive = timers.clock().instant();
    this.lastEvent = lastActive;
  }

  /** An event has come. */
  void event() {
    lastEvent = timers.clock().instant();
  }

  /** When the last event came. */
  Instant lastEvent() {
    return lastEvent;
  }

  /** The actor has just done something. */
  void active() {
    lock.lock();
    try {
      lastActive = timers.clock().instant();
      if (timer == null) {
        arm(limits.hibernateAfter());
      }
    } finally {
      lock.unlock();
    }
  }

  private void arm(Duration delay) {
    if (!stopped) {
      timer = timers.after(delay, this::ring);
    }
  }

  private void ring() {
    boolean idle;
    boolean evictable;
    lock.lock();
    try {
      Instant now = timers.clock().instant();
      Duration toHibernation = limits.hibernateAfter().minus(Duration.between(lastActive, now));
      Duration toEviction = limits.evictAfter().minus(Duration.between(lastEvent, now));
      idle = !toHibernation.isPositive() && !stopped;
      evictable = !toEviction.isPositive() && !stopped;
      Duration first = idle ? limits.hibernateAfter() : toHibernation;
      Duration second = evictable ? limits.evictAfter().dividedBy(LOOKS) : toEviction;
      arm(first.compareTo(second) < 0 ? first : second);
    } finally {
      lock.unlock();
    }
    if (idle || evictable) {
      listener.idle(evictable);
    }
  }

  void stop() {
    lock.lock();
    try {
      stopped = true;
      if (timer != null) {
        timer.cancel();
      }
    } finally {
      lock.unlock();
    }
  }
}
