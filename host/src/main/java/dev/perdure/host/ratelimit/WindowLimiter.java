package dev.perdure.host.ratelimit;

import dev.perdure.workers.spi.RateLimiter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Counts in memory, in windows that begin at the multiples of their length. Bindings of one
 * namespace share a counter where their periods are equal. Thread-safe.
 */
public final class WindowLimiter implements RateLimiter {
  private static final class Window {
    private final Map<String, Integer> counts = new HashMap<>();
    private long number;
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Duration, Window> windows = new HashMap<>();
  private final InstantSource clock;

  /** A limiter that has counted nothing yet. */
  public WindowLimiter(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public boolean allow(String key, int limit, Duration period) {
    long number = Math.floorDiv(clock.millis(), period.toMillis());
    lock.lock();
    try {
      Window window = windows.computeIfAbsent(period, any -> new Window());
      if (window.number != number) {
        window.number = number;
        window.counts.clear();
      }
      int count = window.counts.getOrDefault(key, 0);
      if (count >= limit) {
        return false;
      }
      window.counts.put(key, count + 1);
      return true;
    } finally {
      lock.unlock();
    }
  }
}
