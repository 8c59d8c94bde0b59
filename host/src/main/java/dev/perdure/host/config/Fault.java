package dev.perdure.host.config;

import java.nio.file.Path;

/**
 * Something wrong or doubtful in a configuration.
 *
 * @param severity whether the configuration is refused for it
 * @param place where it stands
 * @param message what is wrong and what to write instead, as full sentences
 */
public record Fault(Severity severity, Place place, String message) {

  /** Whether a fault stops the worker. */
  public enum Severity {
    /** The configuration is refused. */
    ERROR,
    /** The configuration is taken; the user is told. */
    WARNING
  }

  /**
   * A place in a file or on the command line.
   *
   * @param source the file, or a name such as {@code --var}
   * @param line the line, from 1; 0 when it is not known
   * @param column the column, from 1; 0 when it is not known
   */
  public record Place(String source, int line, int column) {

    /** A whole file. */
    public static Place of(Path file) {
      return new Place(file.toString(), 0, 0);
    }

    @Override
    public String toString() {
      return source + (line > 0 ? ":" + line : "") + (column > 0 ? ":" + column : "");
    }
  }

  /** Whether the configuration is refused for this fault. */
  public boolean fatal() {
    return severity == Severity.ERROR;
  }

  @Override
  public String toString() {
    return "%s: %s: %s".formatted(place, fatal() ? "error" : "warning", message);
  }
}
