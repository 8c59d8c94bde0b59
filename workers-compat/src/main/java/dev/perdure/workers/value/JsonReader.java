package dev.perdure.workers.value;

import dev.perdure.workers.JsObject;
import dev.perdure.workers.WorkerException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads JSON. Confined to one thread. */
public final class JsonReader {
  private static final int DEEPEST = 1000;

  private final String text;
  private int at;
  private int depth;

  private JsonReader(String text) {
    this.text = text;
  }

  /** The value that {@code text} stands for; a {@code SyntaxError} if it is no JSON. */
  public static @Nullable Object read(String text) {
    JsonReader reader = new JsonReader(text);
    Object value = reader.value();
    reader.space();
    if (reader.at < text.length()) {
      throw reader.fault();
    }
    return value;
  }

  private WorkerException fault() {
    return new WorkerException(
        "SyntaxError",
        at >= text.length()
            ? "Unexpected end of JSON input"
            : "Unexpected token '%s' in JSON at position %d".formatted(text.charAt(at), at));
  }

  private void space() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private char peek() {
    space();
    if (at >= text.length()) {
      throw fault();
    }
    return text.charAt(at);
  }

  private void expect(char wanted) {
    if (peek() != wanted) {
      throw fault();
    }
    at++;
  }

  private @Nullable Object value() {
    if (depth++ > DEEPEST) {
      throw new WorkerException(
          "SyntaxError", "JSON is nested more than %d levels deep.".formatted(DEEPEST));
    }
    Object value =
        switch (peek()) {
          case '{' -> object();
          case '[' -> array();
          case '"' -> string();
          case 't' -> word("true", true);
          case 'f' -> word("false", false);
          case 'n' -> word("null", null);
          default -> number();
        };
    depth--;
    return value;
  }

  private @Nullable Object word(String word, @Nullable Object value) {
    if (!text.startsWith(word, at)) {
      throw fault();
    }
    at += word.length();
    return value;
  }

  private JsObject object() {
    JsObject object = new JsObject();
    expect('{');
    if (peek() == '}') {
      at++;
      return object;
    }
    while (true) {
      if (peek() != '"') {
        throw fault();
      }
      String name = string();
      expect(':');
      object.put(name, value());
      if (peek() == '}') {
        at++;
        return object;
      }
      expect(',');
    }
  }

  private List<@Nullable Object> array() {
    List<@Nullable Object> list = new ArrayList<>();
    expect('[');
    if (peek() == ']') {
      at++;
      return list;
    }
    while (true) {
      list.add(value());
      if (peek() == ']') {
        at++;
        return list;
      }
      expect(',');
    }
  }

  private Number number() {
    int from = at;
    while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    String digits = text.substring(from, at);
    if (!digits.matches("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?")) {
      at = from;
      throw fault();
    }
    return Numbers.plain(Double.parseDouble(digits));
  }

  private String string() {
    StringBuilder out = new StringBuilder();
    at++;
    while (true) {
      if (at >= text.length() || text.charAt(at) < 0x20) {
        throw fault();
      }
      char c = text.charAt(at++);
      if (c == '"') {
        return out.toString();
      }
      out.append(c == '\\' ? escaped() : c);
    }
  }

  private char escaped() {
    if (at >= text.length()) {
      throw fault();
    }
    char c = text.charAt(at++);
    return switch (c) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case '"', '\\', '/' -> c;
      case 'u' -> {
        if (at + 4 > text.length()) {
          at = text.length();
          throw fault();
        }
        try {
          char unit = (char) Integer.parseInt(text.substring(at, at + 4), 16);
          at += 4;
          yield unit;
        } catch (NumberFormatException e) {
          throw fault();
        }
      }
      default -> {
        at--;
        throw fault();
      }
    };
  }
}
