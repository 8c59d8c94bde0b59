package dev.perdure.host.session;

import dev.perdure.host.cli.CannotStartException;
import dev.perdure.storage.history.HistoryLimits;
import java.time.Duration;
import java.util.Map;

/**
 * How far back objects can be restored, from the environment: {@code PERDURE_HISTORY_DAYS} and
 * {@code PERDURE_HISTORY_MB}, of which 0 switches the recording off.
 */
public final class HistorySettings {
  private static final String DAYS = "PERDURE_HISTORY_DAYS";
  private static final String MEGABYTES = "PERDURE_HISTORY_MB";
  private static final long MOST = 1_000_000;
  private static final long MEGABYTE = 1024 * 1024;

  private HistorySettings() {}

  /** The limits that {@code environment} sets. */
  public static HistoryLimits of(Map<String, String> environment) {
    HistoryLimits usual = HistoryLimits.USUAL;
    return new HistoryLimits(
        Duration.ofDays(number(environment, DAYS, usual.window().toDays())),
        MEGABYTE * number(environment, MEGABYTES, usual.mostBytes() / MEGABYTE));
  }

  private static long number(Map<String, String> environment, String name, long usual) {
    String text = environment.getOrDefault(name, Long.toString(usual)).strip();
    try {
      return Math.min(MOST, Long.parseUnsignedLong(text));
    } catch (NumberFormatException e) {
      throw CannotStartException.because(
          "The environment variable '"
              + name
              + "' is '"
              + text
              + "', which is not a whole number. Change or unset it.",
          e);
    }
  }
}
