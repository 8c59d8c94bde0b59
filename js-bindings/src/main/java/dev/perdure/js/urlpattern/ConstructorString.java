package dev.perdure.js.urlpattern;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Splits a pattern that is written like a URL into its components: the constructor string parser of
 * the standard, whose names it keeps. Confined to one parse.
 */
final class ConstructorString {
  /** Decides whether the pattern of a protocol matches one of the special schemes. */
  interface ProtocolTest {
    boolean matchesSpecial(String pattern) throws PatternException;
  }

  private enum State {
    INIT,
    PROTOCOL,
    AUTHORITY,
    USERNAME,
    PASSWORD,
    HOSTNAME,
    PORT,
    PATHNAME,
    SEARCH,
    HASH,
    DONE
  }

  private final String input;
  private final List<Token> tokens;
  private final ProtocolTest protocolTest;
  private final Map<Name, String> result = new EnumMap<>(Name.class);
  private State state = State.INIT;
  private int at;
  private int increment;
  private int componentStart;
  private int groupDepth;
  private int bracketDepth;
  private boolean special;

  private ConstructorString(String input, ProtocolTest protocolTest) throws PatternException {
    this.input = input;
    this.tokens = Token.of(input, true);
    this.protocolTest = protocolTest;
  }

  /** The components that {@code input} gives. */
  static Map<Name, String> parse(String input, ProtocolTest protocolTest) throws PatternException {
    ConstructorString parser = new ConstructorString(input, protocolTest);
    parser.run();
    return parser.result;
  }

  private void run() throws PatternException {
    for (; at < tokens.size(); at += increment) {
      increment = 1;
      Token token = tokens.get(at);
      if (token.type() == Token.Type.END) {
        if (state == State.INIT) {
          rewind();
          if (isPlain(at, "#")) {
            change(State.HASH, 1);
          } else if (isSearchPrefix()) {
            change(State.SEARCH, 1);
          } else {
            change(State.PATHNAME, 0);
          }
          continue;
        }
        if (state == State.AUTHORITY) {
          rewindTo(State.HOSTNAME);
          continue;
        }
        change(State.DONE, 0);
        break;
      }
      if (token.type() == Token.Type.OPEN) {
        groupDepth++;
        continue;
      }
      if (groupDepth > 0) {
        if (token.type() != Token.Type.CLOSE) {
          continue;
        }
        groupDepth--;
      }
      step();
    }
    if (result.containsKey(Name.HOSTNAME)) {
      result.putIfAbsent(Name.PORT, "");
    }
  }

  private void step() throws PatternException {
    switch (state) {
      case INIT -> {
        if (isPlain(at, ":")) {
          rewindTo(State.PROTOCOL);
        }
      }
      case PROTOCOL -> {
        if (isPlain(at, ":")) {
          special = protocolTest.matchesSpecial(component());
          boolean slashes = isPlain(at + 1, "/") && isPlain(at + 2, "/");
          change(slashes || special ? State.AUTHORITY : State.PATHNAME, slashes ? 3 : 1);
        }
      }
      case AUTHORITY -> {
        if (isPlain(at, "@")) {
          rewindTo(State.USERNAME);
        } else if (isPlain(at, "/") || isSearchPrefix() || isPlain(at, "#")) {
          rewindTo(State.HOSTNAME);
        }
      }
      case USERNAME -> {
        if (isPlain(at, ":")) {
          change(State.PASSWORD, 1);
        } else if (isPlain(at, "@")) {
          change(State.HOSTNAME, 1);
        }
      }
      case PASSWORD -> {
        if (isPlain(at, "@")) {
          change(State.HOSTNAME, 1);
        }
      }
      case HOSTNAME -> {
        if (isPlain(at, "[")) {
          bracketDepth++;
        } else if (isPlain(at, "]")) {
          bracketDepth--;
        } else if (isPlain(at, ":") && bracketDepth == 0) {
          change(State.PORT, 1);
        } else {
          changeToPathOrBehind();
        }
      }
      case PORT -> changeToPathOrBehind();
      case PATHNAME -> changeToSearchOrHash();
      case SEARCH -> {
        if (isPlain(at, "#")) {
          change(State.HASH, 1);
        }
      }
      case HASH, DONE -> {}
    }
  }

  private void changeToPathOrBehind() {
    if (isPlain(at, "/")) {
      change(State.PATHNAME, 0);
    } else {
      changeToSearchOrHash();
    }
  }

  private void changeToSearchOrHash() {
    if (isSearchPrefix()) {
      change(State.SEARCH, 1);
    } else if (isPlain(at, "#")) {
      change(State.HASH, 1);
    }
  }

  private void change(State next, int skip) {
    Name name = name(state);
    if (name != null) {
      result.put(name, component());
    }
    if (state != State.INIT && next != State.DONE) {
      boolean beforeHost = state.compareTo(State.HOSTNAME) < 0;
      if (beforeHost && next.compareTo(State.PORT) >= 0) {
        result.putIfAbsent(Name.HOSTNAME, "");
      }
      if (state.compareTo(State.PATHNAME) < 0 && next.compareTo(State.SEARCH) >= 0) {
        result.putIfAbsent(Name.PATHNAME, special ? "/" : "");
      }
      if (state.compareTo(State.SEARCH) < 0 && next == State.HASH) {
        result.putIfAbsent(Name.SEARCH, "");
      }
    }
    state = next;
    at += skip;
    componentStart = at;
    increment = 0;
  }

  private static @Nullable Name name(State state) {
    return switch (state) {
      case INIT, AUTHORITY, DONE -> null;
      case PROTOCOL -> Name.PROTOCOL;
      case USERNAME -> Name.USERNAME;
      case PASSWORD -> Name.PASSWORD;
      case HOSTNAME -> Name.HOSTNAME;
      case PORT -> Name.PORT;
      case PATHNAME -> Name.PATHNAME;
      case SEARCH -> Name.SEARCH;
      case HASH -> Name.HASH;
    };
  }

  private void rewind() {
    at = componentStart;
    increment = 0;
  }

  private void rewindTo(State next) {
    rewind();
    state = next;
  }

  private String component() {
    return input.substring(token(componentStart).index(), token(at).index());
  }

  private Token token(int index) {
    return tokens.get(Math.min(index, tokens.size() - 1));
  }

  private boolean isPlain(int index, String value) {
    Token token = token(index);
    return token.value().equals(value)
        && switch (token.type()) {
          case CHAR, ESCAPED_CHAR, INVALID_CHAR -> true;
          case OPEN, CLOSE, REGEXP, NAME, OTHER_MODIFIER, ASTERISK, END -> false;
        };
  }

  private boolean isSearchPrefix() {
    if (isPlain(at, "?")) {
      return true;
    }
    if (!token(at).value().equals("?")) {
      return false;
    }
    return at == 0
        || switch (token(at - 1).type()) {
          case NAME, REGEXP, CLOSE, ASTERISK -> false;
          case OPEN, CHAR, ESCAPED_CHAR, OTHER_MODIFIER, END, INVALID_CHAR -> true;
        };
  }
}
