package dev.perdure.workers;

import dev.perdure.workers.platform.Platform;
import dev.perdure.workers.platform.Platform.Level;
import org.jspecify.annotations.Nullable;

/** The log of the worker, where JavaScript's {@code console} writes too. */
public final class Console {
  private Console() {}

  /** Writes something for the author of the worker. */
  public static void debug(@Nullable Object message) {
    write(Level.DEBUG, message);
  }

  /** Writes something. */
  public static void log(@Nullable Object message) {
    write(Level.LOG, message);
  }

  /** Writes something, said to be information. */
  public static void info(@Nullable Object message) {
    write(Level.INFO, message);
  }

  /** Writes something to look at. */
  public static void warn(@Nullable Object message) {
    write(Level.WARN, message);
  }

  /** Writes something that failed. */
  public static void error(@Nullable Object message) {
    write(Level.ERROR, message);
  }

  private static void write(Level level, @Nullable Object message) {
    Platform.current().log(level, String.valueOf(message));
  }
}
