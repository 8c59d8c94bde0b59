package dev.perdure.js.html;

import dev.perdure.js.html.HtmlToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Cuts HTML that comes in pieces into tokens. It follows the tokenizer of the HTML standard as far
 * as the borders of tokens go and keeps their source. Confined to one document.
 */
final class HtmlScanner {
  private String input = "";
  private int at;
  private boolean last;
  private boolean foreign;

  /** The name of the raw text element that is open. */
  private @Nullable String rawElement;

  private boolean scriptComment;
  private boolean nestedScript;
  private boolean cdata;

  /** Adds a piece, one byte a character. */
  void feed(String piece) {
    input = input.substring(at) + piece;
    at = 0;
  }

  /** Says that no piece follows. */
  void finish() {
    last = true;
  }

  /** Whether the next token stands in SVG or MathML, which have sections of character data. */
  void foreign(boolean value) {
    foreign = value;
  }

  /** Reads the content of an element that was just opened as text. */
  void rawText(String name) {
    rawElement = name;
    scriptComment = false;
    nestedScript = false;
  }

  /** The next token; null where more input is needed or none is left. */
  @Nullable HtmlToken next() {
    if (at >= input.length()) {
      return null;
    }
    if (cdata) {
      return cdataText();
    }
    if (rawElement != null) {
      return rawText();
    }
    if (input.charAt(at) != '<') {
      int end = input.indexOf('<', at);
      return cut(Kind.TEXT, end < 0 ? input.length() : end, "");
    }
    if (at + 1 == input.length()) {
      return rest(Kind.TEXT);
    }
    char c = input.charAt(at + 1);
    if (isLetter(c)) {
      return startTag();
    }
    return switch (c) {
      case '/' -> endTag();
      case '!' -> markup();
      case '?' -> bogusComment(at + 1);
      default -> cut(Kind.TEXT, at + 1, "");
    };
  }

  private HtmlToken cut(Kind kind, int end, String name) {
    HtmlToken token = HtmlToken.of(kind, input.substring(at, end), name);
    at = end;
    return token;
  }

  /** What is left, once nothing can follow it. */
  private @Nullable HtmlToken rest(Kind kind) {
    return last ? cut(kind, input.length(), "") : null;
  }

  static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
  }

  private int skipSpace(int from) {
    int i = from;
    while (i < input.length() && isSpace(input.charAt(i))) {
      i++;
    }
    return i;
  }

  private int endOfName(int from) {
    int i = from;
    while (i < input.length()
        && !isSpace(input.charAt(i))
        && input.charAt(i) != '/'
        && input.charAt(i) != '>') {
      i++;
    }
    return i;
  }

  private @Nullable HtmlToken startTag() {
    int i = endOfName(at + 1);
    String name = input.substring(at + 1, i);
    List<Attribute> attributes = new ArrayList<>();
    while (true) {
      i = skipSpace(i);
      if (i >= input.length()) {
        return rest(Kind.RAW);
      }
      char c = input.charAt(i);
      if (c == '>') {
        return tag(name, attributes, false, i + 1);
      }
      if (c == '/') {
        if (i + 1 < input.length() && input.charAt(i + 1) == '>') {
          return tag(name, attributes, true, i + 2);
        }
        i++;
        continue;
      }
      i = attribute(i, attributes);
      if (i < 0) {
        return rest(Kind.RAW);
      }
    }
  }

  private HtmlToken tag(String name, List<Attribute> attributes, boolean selfClosing, int end) {
    HtmlToken token =
        new HtmlToken(Kind.START, input.substring(at, end), name, attributes, selfClosing);
    at = end;
    return token;
  }

  /** Reads an attribute; gives the index behind it, or -1 where it is not complete. */
  private int attribute(int start, List<Attribute> attributes) {
    int nameEnd = start + 1;
    while (nameEnd < input.length()
        && !isSpace(input.charAt(nameEnd))
        && "/>=".indexOf(input.charAt(nameEnd)) < 0) {
      nameEnd++;
    }
    String name = input.substring(start, nameEnd);
    int i = skipSpace(nameEnd);
    if (i >= input.length()) {
      return -1;
    }
    if (input.charAt(i) != '=') {
      attributes.add(new Attribute(name, "", name));
      return nameEnd;
    }
    int valueStart = skipSpace(i + 1);
    if (valueStart >= input.length()) {
      return -1;
    }
    char quote = input.charAt(valueStart);
    int end;
    String value;
    if (quote == '"' || quote == '\'') {
      int close = input.indexOf(quote, valueStart + 1);
      if (close < 0) {
        return -1;
      }
      value = input.substring(valueStart + 1, close);
      end = close + 1;
    } else {
      end = valueStart;
      while (end < input.length() && !isSpace(input.charAt(end)) && input.charAt(end) != '>') {
        end++;
      }
      if (end == input.length()) {
        return -1;
      }
      value = input.substring(valueStart, end);
    }
    attributes.add(new Attribute(name, value, input.substring(start, end)));
    return end;
  }

  private @Nullable HtmlToken endTag() {
    if (at + 2 == input.length()) {
      return rest(Kind.TEXT);
    }
    if (!isLetter(input.charAt(at + 2))) {
      return input.charAt(at + 2) == '>' ? cut(Kind.RAW, at + 3, "") : bogusComment(at + 2);
    }
    int nameEnd = endOfName(at + 2);
    int i = nameEnd;
    while (i < input.length() && input.charAt(i) != '>') {
      i++;
    }
    return i == input.length()
        ? rest(Kind.RAW)
        : cut(Kind.END, i + 1, input.substring(at + 2, nameEnd));
  }

  private @Nullable HtmlToken bogusComment(int contentStart) {
    int end = input.indexOf('>', contentStart);
    if (end >= 0) {
      return cut(Kind.COMMENT, end + 1, input.substring(contentStart, end));
    }
    return last ? cut(Kind.COMMENT, input.length(), input.substring(contentStart)) : null;
  }

  private @Nullable HtmlToken markup() {
    if (input.startsWith("<!--", at)) {
      return comment();
    }
    int known = Math.min(input.length() - at, 9);
    String start = input.substring(at, at + known);
    if (start.equalsIgnoreCase("<!doctype")) {
      int end = input.indexOf('>', at);
      return end < 0 ? rest(Kind.RAW) : cut(Kind.DOCTYPE, end + 1, input.substring(at + 9, end));
    }
    if (foreign && start.equals("<![CDATA[")) {
      cdata = true;
      return cut(Kind.RAW, at + 9, "");
    }
    boolean undecided =
        !last
            && ("<!--".startsWith(start)
                || "<!doctype".startsWith(start.toLowerCase(Locale.ROOT))
                || "<![CDATA[".startsWith(start));
    return undecided ? null : bogusComment(at + 2);
  }

  private @Nullable HtmlToken comment() {
    int content = at + 4;
    if (input.startsWith(">", content) || input.startsWith("->", content)) {
      return cut(Kind.COMMENT, input.indexOf('>', content) + 1, "");
    }
    for (int i = input.indexOf("--", content); i >= 0; i = input.indexOf("--", i + 1)) {
      int close = i + 2;
      if (input.startsWith("!>", close)) {
        return cut(Kind.COMMENT, close + 2, input.substring(content, i));
      }
      if (input.startsWith(">", close)) {
        return cut(Kind.COMMENT, close + 1, input.substring(content, i));
      }
    }
    return last
        ? cut(Kind.COMMENT, input.length(), input.substring(Math.min(content, input.length())))
        : null;
  }

  private @Nullable HtmlToken cdataText() {
    int end = input.indexOf("]]>", at);
    if (end == at) {
      cdata = false;
      return cut(Kind.RAW, at + 3, "");
    }
    if (end > at) {
      return cut(Kind.TEXT, end, "");
    }
    int safe = last ? input.length() : Math.max(at, input.length() - 2);
    return safe == at ? null : cut(Kind.TEXT, safe, "");
  }

  /** Text up to the end tag of the element that holds it, or the end tag. */
  private @Nullable HtmlToken rawText() {
    String name = String.valueOf(rawElement);
    if (name.equals("plaintext")) {
      return cut(Kind.TEXT, input.length(), "");
    }
    for (int i = at; i < input.length(); i++) {
      char c = input.charAt(i);
      if (c == '<') {
        int known = Math.min(input.length() - i, Math.max(name.length() + 3, 8));
        if (isEndTag(i, name) && !(nestedScript && scriptComment)) {
          if (i > at) {
            return cut(Kind.TEXT, i, "");
          }
          HtmlToken end = endTag();
          rawElement = end == null ? name : null;
          return end;
        }
        if (!last && known < Math.max(name.length() + 3, 8)) {
          return i > at ? cut(Kind.TEXT, i, "") : null;
        }
        if (name.equals("script")) {
          if (input.startsWith("<!--", i)) {
            scriptComment = true;
          } else if (scriptComment && isTag(i + 1, name)) {
            nestedScript = true;
          } else if (nestedScript && isEndTag(i, name)) {
            nestedScript = false;
          }
        }
      } else if (c == '>' && input.startsWith("--", i - 2)) {
        scriptComment = false;
        nestedScript = false;
      }
    }
    int safe = last || !name.equals("script") ? input.length() : Math.max(at, input.length() - 2);
    return safe == at ? null : cut(Kind.TEXT, safe, "");
  }

  private boolean isEndTag(int i, String name) {
    return input.startsWith("</", i) && isTag(i + 2, name);
  }

  private boolean isTag(int i, String name) {
    int end = i + name.length();
    return input.regionMatches(true, i, name, 0, name.length())
        && end < input.length()
        && (isSpace(input.charAt(end)) || input.charAt(end) == '/' || input.charAt(end) == '>');
  }
}
