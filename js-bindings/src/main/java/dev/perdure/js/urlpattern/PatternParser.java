package dev.perdure.js.urlpattern;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Parses the pattern of one component. Confined to one parse. */
final class PatternParser {
  private final List<Token> tokens;
  private final Dialect dialect;
  private final Function<String, @Nullable String> encoding;
  private final List<PatternPart> parts = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private final StringBuilder pending = new StringBuilder();
  private int at;
  private int nextNumber;

  private PatternParser(
      List<Token> tokens, Dialect dialect, Function<String, @Nullable String> encoding) {
    this.tokens = tokens;
    this.dialect = dialect;
    this.encoding = encoding;
  }

  /** The parts of {@code pattern}; {@code encoding} normalises its texts, or gives null. */
  static List<PatternPart> parse(
      String pattern, Dialect dialect, Function<String, @Nullable String> encoding)
      throws PatternException {
    PatternParser parser = new PatternParser(Token.of(pattern, false), dialect, encoding);
    parser.run();
    return parser.parts;
  }

  private void run() throws PatternException {
    while (at < tokens.size()) {
      Token character = consume(Token.Type.CHAR);
      Token name = consume(Token.Type.NAME);
      Token regexp = regexpOrWildcard(name);
      if (name != null || regexp != null) {
        String prefix = character == null ? "" : character.value();
        if (!prefix.isEmpty() && !prefix.equals(dialect.prefix())) {
          pending.append(prefix);
          prefix = "";
        }
        addPending();
        add(prefix, name, regexp, "", modifier());
        continue;
      }
      Token fixed = character != null ? character : consume(Token.Type.ESCAPED_CHAR);
      if (fixed != null) {
        pending.append(fixed.value());
        continue;
      }
      if (consume(Token.Type.OPEN) != null) {
        String prefix = text();
        Token groupName = consume(Token.Type.NAME);
        Token groupRegexp = regexpOrWildcard(groupName);
        String suffix = text();
        require(Token.Type.CLOSE);
        add(prefix, groupName, groupRegexp, suffix, modifier());
        continue;
      }
      addPending();
      require(Token.Type.END);
    }
  }

  private @Nullable Token consume(Token.Type type) {
    return at < tokens.size() && tokens.get(at).type() == type ? tokens.get(at++) : null;
  }

  private void require(Token.Type type) throws PatternException {
    if (consume(type) == null) {
      throw new PatternException("The pattern has a misplaced token.");
    }
  }

  private @Nullable Token regexpOrWildcard(@Nullable Token name) {
    Token token = consume(Token.Type.REGEXP);
    return token == null && name == null ? consume(Token.Type.ASTERISK) : token;
  }

  private String modifier() {
    Token token = consume(Token.Type.OTHER_MODIFIER);
    token = token == null ? consume(Token.Type.ASTERISK) : token;
    return token == null ? "" : token.value();
  }

  private String text() {
    StringBuilder out = new StringBuilder();
    while (true) {
      Token token = consume(Token.Type.CHAR);
      token = token == null ? consume(Token.Type.ESCAPED_CHAR) : token;
      if (token == null) {
        return out.toString();
      }
      out.append(token.value());
    }
  }

  private void addPending() throws PatternException {
    if (!pending.isEmpty()) {
      parts.add(PatternPart.text(encode(pending.toString()), ""));
      pending.setLength(0);
    }
  }

  private String encode(String text) throws PatternException {
    String encoded = text.isEmpty() ? text : encoding.apply(text);
    if (encoded == null) {
      throw new PatternException("The text '" + text + "' cannot stand in this component.");
    }
    return encoded;
  }

  private void add(
      String prefix, @Nullable Token name, @Nullable Token regexp, String suffix, String modifier)
      throws PatternException {
    if (name == null && regexp == null && modifier.isEmpty()) {
      pending.append(prefix);
      return;
    }
    addPending();
    if (name == null && regexp == null) {
      if (!prefix.isEmpty()) {
        parts.add(PatternPart.text(encode(prefix), modifier));
      }
      return;
    }
    String value = dialect.segmentWildcard();
    if (regexp != null) {
      value = regexp.type() == Token.Type.ASTERISK ? Dialect.FULL_WILDCARD : regexp.value();
    }
    PatternPart.Type type = PatternPart.Type.REGEXP;
    if (value.equals(dialect.segmentWildcard())) {
      type = PatternPart.Type.SEGMENT_WILDCARD;
    } else if (value.equals(Dialect.FULL_WILDCARD)) {
      type = PatternPart.Type.FULL_WILDCARD;
    }
    String key = name != null ? name.value() : Integer.toString(nextNumber++);
    if (!names.add(key)) {
      throw new PatternException("The pattern has two groups called '" + key + "'.");
    }
    parts.add(
        new PatternPart(
            type,
            type == PatternPart.Type.REGEXP ? value : "",
            modifier,
            key,
            encode(prefix),
            encode(suffix)));
  }
}
