package dev.perdure.host.java.fence;

import org.jspecify.annotations.Nullable;

/**
 * Something that a class of a fenced worker may not use.
 *
 * @param file the source file, or the class where it does not tell
 * @param line the line, or 0 where the class does not tell
 * @param used what is used, as in {@code java.io.File}
 * @param hint what to do instead, or null
 */
public record Refusal(String file, int line, String used, @Nullable String hint)
    implements Comparable<Refusal> {
  /** For people: where, what and what to do instead. */
  public String text() {
    return "%s%s uses '%s', which a fenced worker may not.%s"
        .formatted(file, line == 0 ? "" : ":" + line, used, hint == null ? "" : " " + hint);
  }

  @Override
  public int compareTo(Refusal other) {
    int byFile = file.compareTo(other.file);
    int byLine = Integer.compare(line, other.line);
    return byFile != 0 ? byFile : byLine != 0 ? byLine : used.compareTo(other.used);
  }
}
