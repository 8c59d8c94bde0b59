package dev.perdure.js.urlpattern;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import java.util.ArrayList;
import java.util.List;

/**
 * A token of a pattern.
 *
 * @param type what it is
 * @param index where it begins in the pattern
 * @param value its text, without what marks it
 */
record Token(Type type, int index, String value) {
  enum Type {
    OPEN,
    CLOSE,
    REGEXP,
    NAME,
    CHAR,
    ESCAPED_CHAR,
    OTHER_MODIFIER,
    ASTERISK,
    END,
    INVALID_CHAR
  }

  /** The tokens of {@code input}; with {@code lenient} a fault is a token of its own. */
  static List<Token> of(String input, boolean lenient) throws PatternException {
    List<Token> tokens = new ArrayList<>();
    int at = 0;
    while (at < input.length()) {
      int c = input.codePointAt(at);
      int end = at + Character.charCount(c);
      Token token =
          switch (c) {
            case '*' -> new Token(Type.ASTERISK, at, "*");
            case '+', '?' -> new Token(Type.OTHER_MODIFIER, at, Character.toString(c));
            case '{' -> new Token(Type.OPEN, at, "{");
            case '}' -> new Token(Type.CLOSE, at, "}");
            case '\\' -> escaped(input, at);
            case ':' -> name(input, at);
            case '(' -> regexp(input, at);
            default -> new Token(Type.CHAR, at, Character.toString(c));
          };
      if (token.type == Type.INVALID_CHAR && !lenient) {
        throw new PatternException("The pattern '" + input + "' is malformed at index " + at + ".");
      }
      tokens.add(token);
      at = token.type == Type.INVALID_CHAR ? end : token.end();
    }
    tokens.add(new Token(Type.END, at, ""));
    return tokens;
  }

  /** The index behind the token. */
  private int end() {
    return switch (type) {
      case ESCAPED_CHAR, NAME -> index + value.length() + 1;
      case REGEXP -> index + value.length() + 2;
      default -> index + value.length();
    };
  }

  private static Token escaped(String input, int at) {
    return at + 1 == input.length()
        ? new Token(Type.INVALID_CHAR, at, "\\")
        : new Token(Type.ESCAPED_CHAR, at, Character.toString(input.codePointAt(at + 1)));
  }

  private static Token name(String input, int at) {
    int end = at + 1;
    while (end < input.length() && isNamePart(input.codePointAt(end), end == at + 1)) {
      end += Character.charCount(input.codePointAt(end));
    }
    return end == at + 1
        ? new Token(Type.INVALID_CHAR, at, ":")
        : new Token(Type.NAME, at, input.substring(at + 1, end));
  }

  private static Token regexp(String input, int at) {
    int depth = 1;
    int i = at + 1;
    while (i < input.length() && depth > 0) {
      char c = input.charAt(i);
      boolean last = i + 1 == input.length();
      if (c > 127 || (i == at + 1 && c == '?')) {
        break;
      }
      if (c == '\\') {
        if (last || input.charAt(i + 1) > 127) {
          break;
        }
        i++;
      } else if (c == ')') {
        depth--;
      } else if (c == '(') {
        if (last || input.charAt(i + 1) != '?') {
          break;
        }
        depth++;
      }
      i++;
    }
    return depth > 0 || i == at + 2
        ? new Token(Type.INVALID_CHAR, at, "(")
        : new Token(Type.REGEXP, at, input.substring(at + 1, i - 1));
  }

  /** Whether a name may hold {@code c}. */
  static boolean isNamePart(int c, boolean first) {
    if (c == '$' || c == '_') {
      return true;
    }
    if (c < 128) {
      return Character.isLetter(c) || (!first && Character.isDigit(c));
    }
    return UCharacter.hasBinaryProperty(c, first ? UProperty.ID_START : UProperty.ID_CONTINUE)
        || (!first && (c == 0x200C || c == 0x200D));
  }
}
