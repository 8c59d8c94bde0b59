package dev.perdure.workers;

import java.time.Instant;
import java.util.Objects;

/**
 * An alarm that is due.
 *
 * @param scheduledTime when it was to run
 * @param retryCount how many tries have failed before this one
 */
public record AlarmInfo(Instant scheduledTime, int retryCount) {
  /** Refuses what is missing. */
  public AlarmInfo {
    Objects.requireNonNull(scheduledTime);
  }

  /** Whether an earlier try failed. */
  public boolean isRetry() {
    return retryCount > 0;
  }
}
