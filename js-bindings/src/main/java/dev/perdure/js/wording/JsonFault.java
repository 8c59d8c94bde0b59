package dev.perdure.js.wording;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/**
 * Finds what is wrong with a text that is no JSON, and says it in V8's words. Confined to one call.
 */
public final class JsonFault {
  private static final int CONTEXT = 10;
  private static final Set<String> VALUES_AS_TEXT =
      Set.of("undefined", "NaN", "Infinity", "[object Object]");

  private static final class Found extends RuntimeException {
    private static final long serialVersionUID = 1;

    Found(String message) {
      super(message, null, false, false);
    }
  }

  private final String text;
  private int at;

  private JsonFault(String text) {
    this.text = text;
  }

  /** What V8's {@code JSON.parse} says of {@code text}; of JSON, that it ends unexpectedly. */
  public static String in(String text) {
    try {
      new JsonFault(text).document();
      return "Unexpected end of JSON input";
    } catch (Found found) {
      return String.valueOf(found.getMessage());
    }
  }

  private void document() {
    Deque<Character> open = new ArrayDeque<>();
    boolean begunArray = false;
    do {
      boolean mayClose = begunArray;
      begunArray = false;
      space();
      if (mayClose && skip(']')) {
        open.pop();
      } else if (skip('{')) {
        if (!firstName(open)) {
          continue;
        }
      } else if (skip('[')) {
        open.push('[');
        begunArray = true;
        continue;
      } else {
        scalar();
      }
      afterValue(open);
    } while (!open.isEmpty() || !atEnd());
  }

  /** Reads the first name of an object; true where the object is empty and ends. */
  private boolean firstName(Deque<Character> open) {
    space();
    if (skip('}')) {
      return true;
    }
    open.push('{');
    name("Expected property name or '}'");
    return false;
  }

  private void afterValue(Deque<Character> open) {
    while (true) {
      space();
      if (open.isEmpty()) {
        if (!atEnd()) {
          throw located("Unexpected non-whitespace character after JSON");
        }
        return;
      }
      boolean object = open.peek() == '{';
      if (skip(',')) {
        if (object) {
          space();
          name("Expected double-quoted property name");
        }
        return;
      }
      if (!skip(object ? '}' : ']')) {
        throw fault(
            object
                ? "Expected ',' or '}' after property value"
                : "Expected ',' or ']' after array element");
      }
      open.pop();
    }
  }

  private void name(String expected) {
    if (!skip('"')) {
      throw fault(expected);
    }
    string();
    space();
    if (!skip(':')) {
      throw fault("Expected ':' after property name");
    }
  }

  private void scalar() {
    if (atEnd()) {
      throw unexpected();
    }
    char first = text.charAt(at);
    switch (first) {
      case '"' -> {
        at++;
        string();
      }
      case 't' -> literal("true");
      case 'f' -> literal("false");
      case 'n' -> literal("null");
      default -> {
        if (first != '-' && !digit()) {
          throw unexpected();
        }
        number();
      }
    }
  }

  private void literal(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (!skip(word.charAt(i))) {
        throw unexpected();
      }
    }
  }

  private void number() {
    if (skip('-') && !digit()) {
      throw fault("No number after minus sign");
    }
    if (skip('0')) {
      if (digit()) {
        throw fault("Unexpected number");
      }
    } else {
      digits();
    }
    if (skip('.')) {
      if (!digit()) {
        throw fault("Unterminated fractional number");
      }
      digits();
    }
    if (skip('e') || skip('E')) {
      if (!skip('+')) {
        skip('-');
      }
      if (!digit()) {
        throw fault("Exponent part is missing a number");
      }
      digits();
    }
  }

  private void digits() {
    while (digit()) {
      at++;
    }
  }

  private boolean digit() {
    return !atEnd() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }

  private void string() {
    while (!skip('"')) {
      if (atEnd()) {
        throw fault("Unterminated string");
      }
      if (text.charAt(at) < ' ') {
        throw fault("Bad control character in string literal");
      }
      if (text.charAt(at++) == '\\') {
        escape();
      }
    }
  }

  private void escape() {
    if (atEnd()) {
      throw fault("Unterminated string");
    }
    if (skip('u')) {
      for (int i = 0; i < 4; i++) {
        if (atEnd() || Character.digit(text.charAt(at), 16) < 0) {
          throw fault("Bad Unicode escape");
        }
        at++;
      }
    } else if ("\"\\/bfnrt".indexOf(text.charAt(at)) < 0) {
      throw fault("Bad escaped character");
    } else {
      at++;
    }
  }

  private void space() {
    while (!atEnd() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private boolean skip(char wanted) {
    boolean there = !atEnd() && text.charAt(at) == wanted;
    if (there) {
      at++;
    }
    return there;
  }

  private boolean atEnd() {
    return at >= text.length();
  }

  private Found fault(String what) {
    return located(what + " in JSON");
  }

  private Found located(String what) {
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < at; i++) {
      char c = text.charAt(i);
      if (c == '\n' || (c == '\r' && (i + 1 >= text.length() || text.charAt(i + 1) != '\n'))) {
        line++;
        lineStart = i + 1;
      }
    }
    return new Found(
        what + " at position " + at + " (line " + line + " column " + (at - lineStart + 1) + ")");
  }

  private Found unexpected() {
    if (VALUES_AS_TEXT.contains(text)) {
      return new Found("\"" + text + "\" is not valid JSON");
    }
    if (atEnd()) {
      return new Found("Unexpected end of JSON input");
    }
    boolean whole = text.length() <= 2 * CONTEXT;
    int from = whole ? 0 : Math.max(0, at - CONTEXT);
    int to = whole ? text.length() : Math.min(text.length(), at + CONTEXT);
    return new Found(
        "Unexpected token '"
            + text.charAt(at)
            + "', "
            + (from > 0 ? "..." : "")
            + "\""
            + text.substring(from, to)
            + "\""
            + (to < text.length() ? "..." : "")
            + " is not valid JSON");
  }
}
