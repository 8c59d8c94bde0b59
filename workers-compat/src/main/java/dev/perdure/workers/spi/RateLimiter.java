package dev.perdure.workers.spi;

import java.time.Duration;

/**
 * Counts calls by key in windows of time. Thread-safe.
 *
 * @see <a href="https://developers.cloudflare.com/workers/runtime-apis/bindings/rate-limit/">Rate
 *     limiting</a>
 */
public interface RateLimiter {
  /**
   * Counts one call, unless there were {@code limit} in this window already.
   *
   * @param period the length of the windows, which begin at its multiples
   * @return whether the call was within the limit
   */
  boolean allow(String key, int limit, Duration period);
}
