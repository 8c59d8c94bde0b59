package dev.perdure.js.html;

import dev.perdure.js.html.Selector.Link;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parses the selectors that lol-html knows, and refuses others with its words. Confined to one
 * parse.
 */
final class SelectorParser {
  private static final Pattern NTH = Pattern.compile("([+-]?\\d*)n(?:([+-])(\\d+))?|([+-]?\\d+)");

  private final String text;
  private int at;

  private SelectorParser(String text) {
    this.text = text;
  }

  static Selector parse(String text) {
    SelectorParser parser = new SelectorParser(text);
    Selector selector = parser.list();
    if (parser.at < text.length()) {
      throw new HtmlFault("Unexpected token in selector.");
    }
    return selector;
  }

  private Selector list() {
    List<Link> alternatives = new ArrayList<>();
    do {
      alternatives.add(chain());
    } while (consume(','));
    return new Selector(List.copyOf(alternatives));
  }

  private Link chain() {
    spaces();
    Link link = new Link(compound(), null, false);
    while (true) {
      boolean spaced = spaces();
      char c = peek();
      if (c == 0 || c == ',' || c == ')') {
        return link;
      }
      if (c == '+' || c == '~') {
        throw new HtmlFault("Unsupported combinator `" + c + "` in selector.");
      }
      boolean child = consume('>');
      spaces();
      if (child && (peek() == 0 || peek() == ',')) {
        throw new HtmlFault("Dangling combinator in selector.");
      }
      if (!child && !spaced) {
        throw new HtmlFault("Unexpected token in selector.");
      }
      link = new Link(compound(), link, child);
    }
  }

  private List<Predicate<OpenElement>> compound() {
    List<Predicate<OpenElement>> tests = new ArrayList<>();
    int start = at;
    if (!consume('*') && isNameStart(peek())) {
      String name = name().toLowerCase(Locale.ROOT);
      tests.add(element -> element.name().equals(name));
    }
    if (peek() == '|') {
      throw new HtmlFault("Selectors with explicit namespaces are not supported.");
    }
    while (true) {
      switch (peek()) {
        case '.' -> {
          at++;
          if (!isNameStart(peek())) {
            throw new HtmlFault("Invalid or unescaped class name in selector.");
          }
          String wanted = name();
          tests.add(element -> words(element.attribute("class")).contains(wanted));
        }
        case '#' -> {
          at++;
          if (!isNameStart(peek())) {
            throw new HtmlFault("The selector is empty.");
          }
          String wanted = name();
          tests.add(element -> wanted.equals(element.attribute("id")));
        }
        case '[' -> tests.add(attribute());
        case ':' -> tests.add(pseudoClass());
        default -> {
          if (at == start) {
            throw new HtmlFault("The selector is empty.");
          }
          return List.copyOf(tests);
        }
      }
    }
  }

  private static List<String> words(@Nullable String value) {
    return value == null ? List.of() : Arrays.asList(value.split("[ \t\n\f\r]+"));
  }

  private Predicate<OpenElement> attribute() {
    at++;
    spaces();
    if (!isNameStart(peek())) {
      throw new HtmlFault("Unexpected token in the attribute selector.");
    }
    String name = name().toLowerCase(Locale.ROOT);
    spaces();
    if (consume(']') || peek() == 0) {
      return element -> element.attribute(name) != null;
    }
    char operator = peek();
    if (operator != '=') {
      at++;
    }
    if ("=~|^$*".indexOf(operator) < 0 || !consume('=')) {
      throw new HtmlFault("Unexpected token in the attribute selector.");
    }
    spaces();
    String value = peek() == '"' || peek() == '\'' ? quoted() : name();
    spaces();
    boolean anyCase = peek() == 'i' || peek() == 'I';
    if (anyCase || peek() == 's' || peek() == 'S') {
      at++;
      spaces();
    }
    if (!consume(']') && peek() != 0) {
      throw new HtmlFault("Unexpected token in the attribute selector.");
    }
    String wanted = anyCase ? value.toLowerCase(Locale.ROOT) : value;
    return element -> {
      String actual = element.attribute(name);
      return actual != null
          && compares(operator, anyCase ? actual.toLowerCase(Locale.ROOT) : actual, wanted);
    };
  }

  private static boolean compares(char operator, String actual, String wanted) {
    return switch (operator) {
      case '~' -> words(actual).contains(wanted);
      case '|' -> actual.equals(wanted) || actual.startsWith(wanted + "-");
      case '^' -> !wanted.isEmpty() && actual.startsWith(wanted);
      case '$' -> !wanted.isEmpty() && actual.endsWith(wanted);
      case '*' -> !wanted.isEmpty() && actual.contains(wanted);
      default -> actual.equals(wanted);
    };
  }

  private Predicate<OpenElement> pseudoClass() {
    at++;
    String name = name().toLowerCase(Locale.ROOT);
    return switch (name) {
      case "first-child" -> element -> element.index() == 1;
      case "first-of-type" -> element -> element.indexOfType() == 1;
      case "not" -> not();
      case "nth-child" -> {
        int[] step = step();
        yield element -> isNth(element.index(), step);
      }
      case "nth-of-type" -> {
        int[] step = step();
        yield element -> isNth(element.indexOfType(), step);
      }
      default -> throw new HtmlFault("Unsupported pseudo-class or pseudo-element in selector.");
    };
  }

  private Predicate<OpenElement> not() {
    require('(');
    Selector selector = list();
    require(')');
    return element -> !selector.matches(element);
  }

  /** The step and offset in parentheses. */
  private int[] step() {
    require('(');
    int close = text.indexOf(')', at);
    int end = close < 0 ? text.length() : close;
    int[] step = nth(text.substring(at, end));
    at = Math.min(end + 1, text.length());
    return step;
  }

  private static boolean isNth(int index, int[] step) {
    int behind = index - step[1];
    return step[0] == 0 ? behind == 0 : behind % step[0] == 0 && behind / step[0] >= 0;
  }

  private static int[] nth(String formula) {
    String compact = formula.replaceAll("\\s", "").toLowerCase(Locale.ROOT);
    if (compact.equals("odd") || compact.equals("even")) {
      return new int[] {2, compact.equals("odd") ? 1 : 0};
    }
    Matcher matcher = NTH.matcher(compact);
    if (!matcher.matches()) {
      throw new HtmlFault("Unexpected token in selector.");
    }
    if (matcher.group(4) != null) {
      return new int[] {0, Integer.parseInt(matcher.group(4))};
    }
    String factor = matcher.group(1);
    int step =
        factor.isEmpty() || factor.equals("+")
            ? 1
            : factor.equals("-") ? -1 : Integer.parseInt(factor);
    int offset = matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3));
    return new int[] {step, "-".equals(matcher.group(2)) ? -offset : offset};
  }

  private String quoted() {
    char quote = text.charAt(at++);
    StringBuilder out = new StringBuilder();
    while (at < text.length() && text.charAt(at) != quote) {
      if (text.charAt(at) == '\\' && at + 1 < text.length()) {
        at++;
      }
      out.append(text.charAt(at++));
    }
    at++;
    return out.toString();
  }

  private String name() {
    StringBuilder out = new StringBuilder();
    while (isNamePart(peek()) || (peek() == '\\' && at + 1 < text.length())) {
      if (peek() == '\\') {
        at++;
      }
      out.append(text.charAt(at++));
    }
    return out.toString();
  }

  private static boolean isNameStart(char c) {
    return HtmlScanner.isLetter(c) || c == '_' || c == '-' || c == '\\' || c > 127;
  }

  private static boolean isNamePart(char c) {
    return HtmlScanner.isLetter(c) || (c >= '0' && c <= '9') || c == '_' || c == '-' || c > 127;
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : 0;
  }

  private boolean consume(char c) {
    if (peek() != c) {
      return false;
    }
    at++;
    return true;
  }

  private void require(char c) {
    if (!consume(c)) {
      throw new HtmlFault("The selector is empty.");
    }
  }

  private boolean spaces() {
    int start = at;
    while (at < text.length() && " \t\n\f\r".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at > start;
  }
}
