package dev.perdure.host.wdtest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tokens of a file in Cap'n Proto's text notation, one after the other. */
final class CapnpTokens {
  /** What a token is. */
  enum Kind {
    TEXT,
    DATA,
    NUMBER,
    WORD,
    MARK
  }

  private record Token(Kind kind, String text, int offset) {}

  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<space>\\s+|#[^\\n]*)"
              + "|0x\"(?<data>[^\"]*)\""
              + "|\"(?<text>(?:\\\\.|[^\"\\\\])*)\""
              + "|`(?<line>[^\\n]*\\n?)"
              + "|(?<number>-?(?:0x[0-9a-fA-F]+|\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?))"
              + "|(?<word>[A-Za-z_]\\w*)"
              + "|(?<mark>[()\\[\\]=,;:.@$])",
          Pattern.DOTALL);

  private final Path file;
  private final String source;
  private final List<Token> tokens = new ArrayList<>();
  private int next;

  CapnpTokens(Path file, String source) {
    this.file = file;
    this.source = source;
    Matcher matcher = TOKEN.matcher(source);
    int at = 0;
    while (at < source.length()) {
      if (!matcher.find(at) || matcher.start() != at) {
        throw fault(at, "'%s' is no token".formatted(source.substring(at, at + 1)));
      }
      add(matcher, at);
      at = matcher.end();
    }
  }

  private void add(Matcher matcher, int at) {
    if (matcher.group("data") != null) {
      tokens.add(new Token(Kind.DATA, matcher.group("data"), at));
    } else if (matcher.group("text") != null) {
      tokens.add(new Token(Kind.TEXT, unescaped(matcher.group("text")), at));
    } else if (matcher.group("line") != null) {
      tokens.add(new Token(Kind.TEXT, matcher.group("line"), at));
    } else if (matcher.group("number") != null) {
      tokens.add(new Token(Kind.NUMBER, matcher.group("number"), at));
    } else if (matcher.group("word") != null) {
      tokens.add(new Token(Kind.WORD, matcher.group("word"), at));
    } else if (matcher.group("mark") != null) {
      tokens.add(new Token(Kind.MARK, matcher.group("mark"), at));
    }
  }

  private static String unescaped(String text) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\\') {
        plain.append(c);
        continue;
      }
      char escape = text.charAt(++i);
      switch (escape) {
        case 'n' -> plain.append('\n');
        case 't' -> plain.append('\t');
        case 'r' -> plain.append('\r');
        case '0' -> plain.append('\0');
        case 'x' -> {
          plain.append((char) Integer.parseInt(text.substring(i + 1, i + 3), 16));
          i += 2;
        }
        default -> plain.append(escape);
      }
    }
    return plain.toString();
  }

  boolean atEnd() {
    return next == tokens.size();
  }

  Kind kind() {
    return token(next).kind();
  }

  String peek() {
    return token(next).text();
  }

  String peekNext() {
    return token(next + 1).text();
  }

  String take() {
    return token(next++).text();
  }

  void take(String expected) {
    if (!peek().equals(expected)) {
      throw fault("'%s' is expected where '%s' stands".formatted(expected, peek()));
    }
    next++;
  }

  double number() {
    String text = take();
    return text.contains("0x") ? Long.decode(text) : Double.parseDouble(text);
  }

  private Token token(int index) {
    if (index >= tokens.size()) {
      throw fault(source.length(), "it ends in the middle of a declaration");
    }
    return tokens.get(index);
  }

  /** A fault at the next token. */
  WdConfigException fault(String what) {
    return fault(atEnd() ? source.length() : tokens.get(next).offset(), what);
  }

  private WdConfigException fault(int offset, String what) {
    long line = 1 + source.substring(0, offset).chars().filter(c -> c == '\n').count();
    return new WdConfigException("%s, line %d: %s.".formatted(file, line, what));
  }
}
