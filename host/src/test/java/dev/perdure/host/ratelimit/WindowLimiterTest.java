package dev.perdure.host.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class WindowLimiterTest {
  private static final Duration MINUTE = Duration.ofSeconds(60);
  private Instant now = Instant.ofEpochSecond(600);
  private final WindowLimiter limiter = new WindowLimiter(() -> now);

  @Test
  void callsBeyondTheLimitAreRefusedUntilTheNextWindow() {
    assertThat(limiter.allow("a", 2, MINUTE)).isTrue();
    assertThat(limiter.allow("a", 2, MINUTE)).isTrue();
    assertThat(limiter.allow("a", 2, MINUTE)).isFalse();
    now = Instant.ofEpochSecond(659);
    assertThat(limiter.allow("a", 2, MINUTE)).isFalse();
    now = Instant.ofEpochSecond(660);
    assertThat(limiter.allow("a", 2, MINUTE)).isTrue();
  }

  @Test
  void keysAndPeriodsAreCountedApart() {
    assertThat(limiter.allow("a", 1, MINUTE)).isTrue();
    assertThat(limiter.allow("b", 1, MINUTE)).isTrue();
    assertThat(limiter.allow("a", 1, Duration.ofSeconds(10))).isTrue();
    assertThat(limiter.allow("a", 1, MINUTE)).isFalse();
  }
}
