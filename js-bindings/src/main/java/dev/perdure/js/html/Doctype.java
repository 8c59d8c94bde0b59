package dev.perdure.js.html;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The parts of a doctype. Thread-safe. */
final class Doctype {
  private static final Pattern PARTS =
      Pattern.compile(
          "\\s*(?<name>[^\\s>]+)?(?:\\s+(?:PUBLIC\\s*(?<q>[\"'])(?<public>.*?)\\k<q>|SYSTEM)(?:\\s*(?<r>[\"'])(?<system>.*?)\\k<r>)?)?.*",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private Doctype() {}

  static @Nullable String part(String content, int part) {
    Matcher matcher = PARTS.matcher(content);
    if (!matcher.matches()) {
      return null;
    }
    return switch (part) {
      case 0 ->
          matcher.group("name") == null ? null : matcher.group("name").toLowerCase(Locale.ROOT);
      case 1 -> matcher.group("public");
      default -> matcher.group("system");
    };
  }
}
