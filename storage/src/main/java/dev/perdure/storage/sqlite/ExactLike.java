package dev.perdure.storage.sqlite;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.sqlite.Function;

/** {@code LIKE} that minds the case of letters. Confined as the database is. */
final class ExactLike extends Function {
  // SQLITE_LIMIT_LIKE_PATTERN_LENGTH as the platform sets it, in bytes.
  private static final int LONGEST_PATTERN = 50;
  private static final int NONE = -1;

  @Override
  protected void xFunc() throws SQLException {
    String pattern = value_text(0);
    String text = value_text(1);
    boolean escapes = args() == 3;
    String escape = escapes ? value_text(2) : null;
    if (pattern == null || text == null || (escapes && escape == null)) {
      result();
    } else if (pattern.getBytes(StandardCharsets.UTF_8).length > LONGEST_PATTERN) {
      error("LIKE or GLOB pattern too complex");
    } else if (escape != null && escape.codePointCount(0, escape.length()) != 1) {
      error("ESCAPE expression must be a single character");
    } else {
      result(matches(pattern, text, escape) ? 1 : 0);
    }
  }

  /** Whether {@code text} is like {@code pattern}. */
  static boolean matches(String pattern, String text, @Nullable String escape) {
    int[] wanted = pattern.codePoints().toArray();
    int[] given = text.codePoints().toArray();
    int escaping = escape == null ? NONE : escape.codePointAt(0);
    int at = 0;
    int here = 0;
    int afterAny = NONE;
    int hereAfterAny = 0;
    while (here < given.length) {
      boolean escaped = at < wanted.length && wanted[at] == escaping;
      int sign = at + (escaped ? 1 : 0) < wanted.length ? wanted[at + (escaped ? 1 : 0)] : NONE;
      if (sign == '%' && !escaped) {
        afterAny = ++at;
        hereAfterAny = here;
      } else if (sign == given[here] || (sign == '_' && !escaped)) {
        at += escaped ? 2 : 1;
        here++;
      } else if (afterAny != NONE) {
        at = afterAny;
        here = ++hereAfterAny;
      } else {
        return false;
      }
    }
    while (at < wanted.length && wanted[at] == '%' && wanted[at] != escaping) {
      at++;
    }
    return at == wanted.length;
  }
}
