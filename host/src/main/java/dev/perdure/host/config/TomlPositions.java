package dev.perdure.host.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds where keys and values stand in a TOML text that is known to be well formed.
 *
 * <p>Jackson's TOML reader gives no places, so this walks over the same text once more and only
 * looks at its structure.
 */
final class TomlPositions {
  private final String text;
  private final Positions positions;
  private final Map<String, Integer> arrayTables = new HashMap<>();
  private final Set<String> seenTables = new HashSet<>();
  private int at;
  private int line = 1;
  private int lineStart;

  private TomlPositions(String text, Positions positions) {
    this.text = text;
    this.positions = positions;
  }

  static void find(String text, Positions positions) {
    new TomlPositions(text, positions).document();
  }

  private void document() {
    String table = "";
    while (skipBlank(true)) {
      if (peek() == '[') {
        table = header();
      } else {
        entry(table);
      }
    }
  }

  private String header() {
    int startLine = line;
    int startColumn = column();
    boolean array = text.startsWith("[[", at);
    advance(array ? 2 : 1);
    List<String> keys = keys();
    advance(array ? 2 : 1);
    String path = "";
    for (int i = 0; i < keys.size(); i++) {
      path = Positions.child(path, keys.get(i));
      boolean last = i == keys.size() - 1;
      if (array && last) {
        positions.key(path, startLine, startColumn);
        path = Positions.element(path, arrayTables.merge(path, 1, Integer::sum) - 1);
      } else if (arrayTables.containsKey(path)) {
        path = Positions.element(path, arrayTables.get(path) - 1);
      }
    }
    if (seenTables.add(path)) {
      positions.key(path, startLine, startColumn);
    }
    return path;
  }

  private void entry(String table) {
    int startLine = line;
    int startColumn = column();
    String path = table;
    for (String key : keys()) {
      path = Positions.child(path, key);
      positions.key(path, startLine, startColumn);
    }
    if (peek() == '=') {
      advance(1);
    }
    skipBlank(false);
    value(path);
  }

  private void value(String path) {
    positions.value(path, line, column());
    switch (peek()) {
      case '[' -> array(path);
      case '{' -> inlineTable(path);
      case '"', '\'' -> string();
      default -> {
        while (at < text.length() && ",]}#\n\r".indexOf(peek()) < 0) {
          advance(1);
        }
      }
    }
  }

  private void array(String path) {
    advance(1);
    int index = 0;
    while (skipBlank(true) && peek() != ']') {
      if (peek() == ',') {
        advance(1);
      } else {
        value(Positions.element(path, index));
        index++;
      }
    }
    advance(1);
  }

  private void inlineTable(String path) {
    advance(1);
    while (skipBlank(true) && peek() != '}') {
      if (peek() == ',') {
        advance(1);
      } else {
        entry(path);
      }
    }
    advance(1);
  }

  private List<String> keys() {
    List<String> keys = new ArrayList<>();
    while (true) {
      skipBlank(false);
      if (peek() == '"' || peek() == '\'') {
        keys.add(string());
      } else {
        int start = at;
        while (at < text.length() && bare(peek())) {
          advance(1);
        }
        keys.add(text.substring(start, at));
        if (start == at) {
          advance(1);
          return keys;
        }
      }
      skipBlank(false);
      if (peek() != '.') {
        return keys;
      }
      advance(1);
    }
  }

  private String string() {
    char quote = peek();
    String triple = String.valueOf(quote).repeat(3);
    boolean multiline = text.startsWith(triple, at);
    advance(multiline ? 3 : 1);
    int start = at;
    while (at < text.length() && !(multiline ? text.startsWith(triple, at) : peek() == quote)) {
      advance(quote == '"' && peek() == '\\' ? 2 : 1);
    }
    int end = Math.min(at, text.length());
    advance(multiline ? 3 : 1);
    while (multiline && peek() == quote) {
      advance(1);
    }
    return text.substring(start, end);
  }

  /** Skips blanks, and line ends with comments too when {@code lines} says so. */
  private boolean skipBlank(boolean lines) {
    while (at < text.length()) {
      char c = peek();
      if (c == ' ' || c == '\t' || (lines && (c == '\n' || c == '\r'))) {
        advance(1);
      } else if (lines && c == '#') {
        while (at < text.length() && peek() != '\n') {
          advance(1);
        }
      } else {
        return true;
      }
    }
    return false;
  }

  private static boolean bare(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '-';
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : '\0';
  }

  private int column() {
    return at - lineStart + 1;
  }

  private void advance(int count) {
    for (int i = 0; i < count && at < text.length(); i++) {
      if (text.charAt(at) == '\n') {
        line++;
        lineStart = at + 1;
      }
      at++;
    }
  }
}
