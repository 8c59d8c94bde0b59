package dev.perdure.host.wdtest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads Cap'n Proto's text notation as far as configurations of workerd use it: constants, structs,
 * lists, texts, numbers, {@code embed}, and references to constants of the same file.
 *
 * <p>Values are {@code Map<String, Object>}, {@code List<Object>}, {@code String}, {@code Double},
 * {@code Boolean}, {@code byte[]}, {@link Embed}, {@link Name} and {@link Reference}.
 */
final class CapnpText {
  /** The content of a file beside the configuration. */
  record Embed(String path) {}

  /** A bare word: an enumerant, or {@code void}. */
  record Name(String text) {}

  /** A constant of this file. */
  record Reference(String name) {}

  /** A constant and the last part of the name of its type. */
  record Constant(String type, Object value) {}

  private final CapnpTokens tokens;
  private final Map<String, Constant> constants = new LinkedHashMap<>();

  private CapnpText(CapnpTokens tokens) {
    this.tokens = tokens;
  }

  /**
   * The constants of a file, in its order.
   *
   * @throws WdConfigException where the text is not of this grammar
   */
  static Map<String, Constant> constants(Path file, String text) {
    CapnpText reader = new CapnpText(new CapnpTokens(file, text));
    reader.file();
    return reader.constants;
  }

  private void file() {
    while (!tokens.atEnd()) {
      switch (tokens.peek()) {
        case "const" -> constant();
        case "using", "@" -> skipStatement();
        default -> throw tokens.fault("'%s' begins no declaration".formatted(tokens.peek()));
      }
    }
  }

  private void constant() {
    tokens.take("const");
    String name = tokens.take();
    tokens.take(":");
    String type = tokens.take();
    while (tokens.peek().equals(".") || tokens.peek().equals("(")) {
      if (tokens.take().equals("(")) {
        while (!tokens.take().equals(")")) {}
      } else {
        type = tokens.take();
      }
    }
    tokens.take("=");
    constants.put(name, new Constant(type, value()));
    tokens.take(";");
  }

  private void skipStatement() {
    while (!tokens.take().equals(";")) {}
  }

  private Object value() {
    return switch (tokens.kind()) {
      case TEXT -> text();
      case DATA -> HexFormat.of().parseHex(tokens.take().replace(" ", ""));
      case NUMBER -> tokens.number();
      case WORD -> word();
      case MARK ->
          switch (tokens.peek()) {
            case "(" -> struct();
            case "[" -> list();
            case "." -> reference();
            default -> throw tokens.fault("'%s' begins no value".formatted(tokens.peek()));
          };
    };
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    while (!tokens.atEnd() && tokens.kind() == CapnpTokens.Kind.TEXT) {
      text.append(tokens.take());
    }
    return text.toString();
  }

  private Reference reference() {
    tokens.take(".");
    String name = tokens.take();
    while (tokens.peek().equals(".")) {
      tokens.take();
      name = tokens.take();
    }
    return new Reference(name);
  }

  private Object word() {
    String word = tokens.take();
    return switch (word) {
      case "true" -> true;
      case "false" -> false;
      case "embed" -> new Embed(text());
      default -> tokens.peek().equals(".") ? reference() : new Name(word);
    };
  }

  /** A struct, or the one value between parentheses. */
  private Object struct() {
    tokens.take("(");
    Map<String, Object> fields = new LinkedHashMap<>();
    while (!tokens.peek().equals(")")) {
      if (tokens.kind() != CapnpTokens.Kind.WORD || !tokens.peekNext().equals("=")) {
        Object only = value();
        tokens.take(")");
        return only;
      }
      String name = tokens.take();
      tokens.take("=");
      fields.put(name, value());
      comma(")");
    }
    tokens.take(")");
    return fields;
  }

  private List<Object> list() {
    tokens.take("[");
    List<Object> items = new ArrayList<>();
    while (!tokens.peek().equals("]")) {
      items.add(value());
      comma("]");
    }
    tokens.take("]");
    return items;
  }

  private void comma(String end) {
    if (!tokens.peek().equals(end)) {
      tokens.take(",");
    }
  }
}
