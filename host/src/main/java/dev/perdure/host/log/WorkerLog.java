package dev.perdure.host.log;

import dev.perdure.workers.spi.Console;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Prints what workers say, each message with its level and who said it. Messages may span lines;
 * those after the first are indented, so that the beginning of a message can be seen.
 */
public final class WorkerLog {
  private final PrintStream out;
  private final Ink ink;
  private volatile boolean silent;
  private volatile Console.Level least;

  /** Prints messages of level {@code least} and above to {@code out}. */
  public WorkerLog(OutputStream out, Ink ink, Console.Level least) {
    this.out = new PrintStream(out, false, StandardCharsets.UTF_8);
    this.ink = ink;
    this.least = least;
  }

  /** Prints messages of level {@code level} and above from now on. */
  public void least(Console.Level level) {
    least = level;
    silent = false;
  }

  /** Prints nothing from now on. */
  public void silence() {
    silent = true;
  }

  /** The console of a worker outside of any object. */
  public Console of(String worker) {
    return (level, text) -> print(level, worker, text);
  }

  /**
   * The console of an object.
   *
   * @param className the class that the object is an instance of
   * @param object its name, or its id where it has none; an id is cut to its beginning
   */
  public Console of(String worker, String className, String object) {
    boolean id = object.length() == 64 && object.matches("[0-9a-f]{64}");
    String speaker = worker + " " + className + "(" + (id ? object.substring(0, 8) : object) + ")";
    return (level, text) -> print(level, speaker, text);
  }

  private void print(Console.Level level, String speaker, String text) {
    if (silent || level.compareTo(least) < 0) {
      return;
    }
    String name = "%-5s".formatted(level.name().toLowerCase(Locale.ROOT));
    String colour =
        switch (level) {
          case DEBUG -> Ink.DIM;
          case LOG, INFO -> Ink.CYAN;
          case WARN -> Ink.YELLOW;
          case ERROR -> Ink.RED;
        };
    String line =
        ink.paint(colour, name)
            + " "
            + ink.paint(Ink.DIM, oneLine(speaker))
            + " "
            + text.stripTrailing().replace("\n", "\n  ")
            + "\n";
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    out.write(bytes, 0, bytes.length);
    out.flush();
  }

  /** Names are chosen by guests: they must not look like further messages. */
  private static String oneLine(String name) {
    return name.replaceAll("\\p{Cntrl}", "?");
  }
}
