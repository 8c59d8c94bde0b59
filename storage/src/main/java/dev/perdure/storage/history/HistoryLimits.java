package dev.perdure.storage.history;

import java.time.Duration;

/**
 * How much history an object has.
 *
 * @param window how far back it can be restored
 * @param mostBytes how large its history may become; the oldest part goes first
 */
public record HistoryLimits(Duration window, long mostBytes) {
  /** 30 days, the platform's window, in at most 512 MB. */
  public static final HistoryLimits USUAL =
      new HistoryLimits(Duration.ofDays(30), 512L * 1024 * 1024);

  /** No history: bookmarks refuse. */
  public static final HistoryLimits NONE = new HistoryLimits(Duration.ZERO, 0);

  private static final int PARTS = 16;
  private static final long LEAST_FILE = 64 * 1024;
  private static final long LARGEST_FILE = 32L * 1024 * 1024;

  /** Whether there is history at all. */
  public boolean recorded() {
    return mostBytes > 0 && window.isPositive();
  }

  /** The size at which the next file is begun, so that the oldest can go. */
  long fileBytes() {
    return Math.clamp(mostBytes / PARTS, LEAST_FILE, LARGEST_FILE);
  }

  /** The age at which the next file is begun. */
  long fileMillis() {
    return window.toMillis() / PARTS;
  }
}
