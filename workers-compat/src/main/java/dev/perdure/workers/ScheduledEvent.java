package dev.perdure.workers;

import java.time.Instant;
import java.util.Objects;

/**
 * A cron trigger that fired.
 *
 * @param cron the expression of the trigger, as it is configured
 * @param scheduledTime when it was due
 */
public record ScheduledEvent(String cron, Instant scheduledTime) {
  /** Refuses what is missing. */
  public ScheduledEvent {
    Objects.requireNonNull(cron);
    Objects.requireNonNull(scheduledTime);
  }
}
