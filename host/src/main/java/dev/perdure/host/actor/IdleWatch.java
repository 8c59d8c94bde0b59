package dev.perdure.host.actor;

import dev.perdure.host.turn.Timers;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Notices that an actor has done nothing for some time. Thread-safe. */
final class IdleWatch {
  private final Timers timers;
  private final Duration patience;
  private final Runnable idle;
  private final ReentrantLock lock = new ReentrantLock();
  private Instant lastActive = Instant.MIN;
  private Timers.@Nullable Timer timer;
  private boolean stopped;

  /** Calls {@code idle}, again and again, {@code patience} after the last activity. */
  IdleWatch(Timers timers, Duration patience, Runnable idle) {
    this.timers = timers;
    this.patience = patience;
    this.idle = idle;
  }

  /** The actor has just done something. */
  void active() {
    lock.lock();
    try {
      lastActive = timers.clock().instant();
      if (timer == null) {
        arm(patience);
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
    lock.lock();
    try {
      Duration rest = patience.minus(Duration.between(lastActive, timers.clock().instant()));
      boolean early = rest.isPositive();
      arm(early ? rest : patience);
      if (early || stopped) {
        return;
      }
    } finally {
      lock.unlock();
    }
    idle.run();
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
