package dev.perdure.host.bundle;

import java.util.List;
import java.util.Optional;

/**
 * Something that esbuild, or a step around it, found in the sources.
 *
 * @param text what is wrong
 * @param location where, when it is known
 * @param notes more about it, one line each
 */
public record BundleMessage(String text, Optional<Location> location, List<String> notes) {

  /** Copies the list. */
  public BundleMessage {
    notes = List.copyOf(notes);
  }

  /**
   * A place in a source file.
   *
   * @param file the file, relative to the project's folder
   * @param line the line, from 1
   * @param column the column, from 1
   * @param length how many characters are meant
   * @param lineText the source line
   */
  public record Location(String file, int line, int column, int length, String lineText) {
    @Override
    public String toString() {
      return file + ":" + line + ":" + column;
    }
  }

  static BundleMessage of(String text, String... notes) {
    return new BundleMessage(text, Optional.empty(), List.of(notes));
  }

  /** The message for people: what and where, the source line with a mark, and the notes. */
  public String formatted() {
    StringBuilder out = new StringBuilder(text);
    location.ifPresent(at -> {
      String line = at.lineText().lines().findFirst().orElse("");
      int column = Math.min(at.column() - 1, line.length());
      int length = Math.clamp(at.length(), 1, Math.max(1, line.length() - column));
      String indent = line.substring(0, column).replaceAll("[^\\t]", " ");
      out.append("\n\n    ").append(at).append(":\n");
      out.append("%7d │ %s%n".formatted(at.line(), line).replace("\r\n", "\n"));
      out.append("        ╵ ").append(indent).append("^").append("~".repeat(length - 1));
    });
    for (String note : notes) {
      out.append("\n\n  ").append(note.strip().replace("\n", "\n  "));
    }
    return out.toString();
  }

  @Override
  public String toString() {
    return location.map(at -> at + ": ").orElse("") + text;
  }
}
