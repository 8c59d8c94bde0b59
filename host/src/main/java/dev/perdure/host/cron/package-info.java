/**
 * Cron triggers: when they fire, and what fires them. Start at {@link
 * dev.perdure.host.cron.CronSchedule}. Thread-safe.
 */
@NullMarked
package dev.perdure.host.cron;

import org.jspecify.annotations.NullMarked;
