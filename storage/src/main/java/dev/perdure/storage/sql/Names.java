package dev.perdure.storage.sql;

import java.util.Locale;

/** Names as SQLite compares them. */
final class Names {
  private static final String RESERVED = "_cf_";

  private Names() {}

  /** Whether the name belongs to the host; the case of ASCII letters does not matter. */
  static boolean isReserved(String name) {
    return name.regionMatches(true, 0, RESERVED, 0, RESERVED.length());
  }

  /** A name or string without its quotes. */
  static String dequoted(String token) {
    if (token.length() < 2) {
      return token;
    }
    char quote = token.charAt(0);
    char last = token.charAt(token.length() - 1);
    String inner = token.substring(1, token.length() - 1);
    return switch (quote) {
      case '\'', '"', '`' -> {
        String mark = String.valueOf(quote);
        yield last == quote ? inner.replace(mark + mark, mark) : token.substring(1);
      }
      case '[' -> last == ']' ? inner : token.substring(1);
      default -> token;
    };
  }

  static String folded(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
