package dev.perdure.storage.sql;

/** Reads SQL token by token by the rules of SQLite's own tokenizer (tokenize.c). */
final class SqlScanner {
  /** What a token is, as far as it matters to where statements end. */
  enum Kind {
    /** Whitespace or a comment. */
    SPACE,
    /** A keyword or bare identifier. */
    WORD,
    /** A quoted name or string. */
    QUOTED,
    /** A parameter. */
    VARIABLE,
    /** A semicolon. */
    SEMICOLON,
    /** Anything else, illegal characters too. */
    OTHER
  }

  private final String sql;
  private int start;
  private int end;
  private Kind kind = Kind.SPACE;

  SqlScanner(String sql, int from) {
    this.sql = sql;
    this.start = from;
    this.end = from;
  }

  /** Goes to the next token; false at the end. SQLite takes a NUL for the end. */
  boolean next() {
    start = end;
    if (start >= sql.length() || sql.charAt(start) == 0) {
      return false;
    }
    char c = sql.charAt(start);
    end = start + 1;
    kind = Kind.OTHER;
    switch (c) {
      case ' ', '\t', '\n', '\f', '\r' -> space();
      case '\uFEFF' -> kind = Kind.SPACE;
      case ';' -> kind = Kind.SEMICOLON;
      case '-' -> {
        if (at(end) == '-') {
          lineComment();
        }
      }
      case '/' -> {
        if (at(end) == '*' && at(end + 1) != 0) {
          blockComment();
        }
      }
      case '\'', '"', '`' -> quoted(c);
      case '[' -> bracketed();
      case '?' -> numbered();
      case '$', '@', ':', '#' -> variable();
      case 'x', 'X' -> {
        if (at(end) == '\'') {
          blob();
        } else {
          word();
        }
      }
      default -> {
        if (isDigit(c) || (c == '.' && isDigit(at(end)))) {
          number();
        } else if (isWordPart(c)) {
          word();
        }
      }
    }
    return true;
  }

  Kind kind() {
    return kind;
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  String text() {
    return sql.substring(start, end);
  }

  boolean is(String word) {
    return kind == Kind.WORD
        && end - start == word.length()
        && sql.regionMatches(true, start, word, 0, word.length());
  }

  private void space() {
    kind = Kind.SPACE;
    while (isSpace(at(end))) {
      end++;
    }
  }

  private void lineComment() {
    kind = Kind.SPACE;
    while (at(end) != 0 && at(end) != '\n') {
      end++;
    }
  }

  private void blockComment() {
    kind = Kind.SPACE;
    end += 2;
    while (at(end) != 0 && !(at(end) == '/' && at(end - 1) == '*')) {
      end++;
    }
    if (at(end) != 0) {
      end++;
    }
  }

  private void quoted(char quote) {
    kind = Kind.QUOTED;
    while (at(end) != 0) {
      if (at(end) == quote) {
        if (at(end + 1) != quote) {
          end++;
          return;
        }
        end++;
      }
      end++;
    }
  }

  private void bracketed() {
    kind = Kind.QUOTED;
    while (at(end) != 0) {
      if (at(end++) == ']') {
        return;
      }
    }
  }

  private void numbered() {
    kind = Kind.VARIABLE;
    while (isDigit(at(end))) {
      end++;
    }
  }

  private void variable() {
    int letters = 0;
    while (at(end) != 0) {
      char c = at(end);
      if (isWordPart(c)) {
        letters++;
        end++;
      } else if (c == '(' && letters > 0) {
        while (at(end) != 0 && !isSpaceInParentheses(at(end)) && at(end) != ')') {
          end++;
        }
        if (at(end) == ')') {
          end++;
        }
        break;
      } else if (c == ':' && at(end + 1) == ':') {
        end += 2;
      } else {
        break;
      }
    }
    kind = letters > 0 ? Kind.VARIABLE : Kind.OTHER;
  }

  private void blob() {
    end++;
    while (Character.digit(at(end), 16) >= 0 && at(end) < 128) {
      end++;
    }
    while (at(end) != 0 && at(end) != '\'') {
      end++;
    }
    if (at(end) != 0) {
      end++;
    }
  }

  private void number() {
    while (isWordPart(at(end))
        || at(end) == '.'
        || ((at(end) == '+' || at(end) == '-')
            && (at(end - 1) == 'e' || at(end - 1) == 'E')
            && isDigit(at(end + 1))
            && isDigitOrPoint(at(end - 2)))) {
      end++;
    }
  }

  private void word() {
    kind = Kind.WORD;
    while (isWordPart(at(end))) {
      end++;
    }
  }

  private char at(int index) {
    return index < sql.length() ? sql.charAt(index) : 0;
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
  }

  private static boolean isSpaceInParentheses(char c) {
    return isSpace(c) || c == 0x0b;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isDigitOrPoint(char c) {
    return isDigit(c) || c == '.';
  }

  private static boolean isWordPart(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || isDigit(c)
        || c == '_'
        || c == '$'
        || c >= 0x80;
  }
}
