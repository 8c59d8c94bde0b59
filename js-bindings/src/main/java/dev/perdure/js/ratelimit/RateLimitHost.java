package dev.perdure.js.ratelimit;

import dev.perdure.workers.spi.Binding;
import java.time.Duration;
import org.graalvm.polyglot.HostAccess;

/** What {@code lib/rate-limit.js} calls. */
public final class RateLimitHost {
  /** The configured number of calls. */
  @HostAccess.Export
  public int limit(Object binding) {
    return ((Binding.Limit) binding).limit();
  }

  /** The configured period in seconds. */
  @HostAccess.Export
  public double period(Object binding) {
    return ((Binding.Limit) binding).period().toSeconds();
  }

  /** Counts a call; whether it is within the limit. */
  @HostAccess.Export
  public boolean allow(Object binding, String key, double limit, double seconds) {
    return ((Binding.Limit) binding)
        .limiter()
        .allow(key, (int) Math.floor(limit), Duration.ofSeconds((long) seconds));
  }
}
