package dev.perdure.js.urlpattern;

import dev.perdure.js.url.Url;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/**
 * What {@code url-pattern.js} calls. Components are numbered in the order of {@link Name}; a
 * dictionary is an array of that many values and the base URL, with null for what is missing.
 * Thread-safe.
 */
public final class PatternHost {
  private static final Name[] NAMES = Name.values();

  /** A host without state. */
  public PatternHost() {}

  /**
   * A pattern, or null where it is malformed; {@code test} tries an expression on the special
   * schemes.
   */
  @HostAccess.Export
  public @Nullable Object parse(String text, @Nullable String base, Value test) {
    Predicate<String> special = source -> test.execute(source).asBoolean();
    try {
      Map<Name, String> given =
          ConstructorString.parse(
              text,
              protocol ->
                  UrlPattern.matchesSpecial(
                      Component.compile(
                          protocol, Dialect.PLAIN, PatternInit.encoding(Name.PROTOCOL, true, "")),
                      special));
      return base == null && !given.containsKey(Name.PROTOCOL)
          ? null
          : new UrlPattern(given, base, special);
    } catch (PatternException e) {
      return null;
    }
  }

  /** A pattern of a dictionary, or null where it is malformed. */
  @HostAccess.Export
  public @Nullable Object compile(Value dictionary, Value test) {
    try {
      return new UrlPattern(
          given(dictionary), base(dictionary), source -> test.execute(source).asBoolean());
    } catch (PatternException e) {
      return null;
    }
  }

  private static Map<Name, String> given(Value dictionary) {
    Map<Name, String> given = new EnumMap<>(Name.class);
    for (int i = 0; i < NAMES.length; i++) {
      Value value = dictionary.getArrayElement(i);
      if (!value.isNull()) {
        given.put(NAMES[i], value.asString());
      }
    }
    return given;
  }

  private static @Nullable String base(Value dictionary) {
    Value value = dictionary.getArrayElement(NAMES.length);
    return value.isNull() ? null : value.asString();
  }

  private static Component component(Object pattern, int index) {
    return ((UrlPattern) pattern).component(NAMES[index]);
  }

  /** The pattern of a component. */
  @HostAccess.Export
  public String pattern(Object pattern, int index) {
    return component(pattern, index).pattern();
  }

  /** The regular expression of a component. */
  @HostAccess.Export
  public String source(Object pattern, int index) {
    return component(pattern, index).source();
  }

  /** The only text that a component matches, or null. */
  @HostAccess.Export
  public @Nullable String literal(Object pattern, int index) {
    return component(pattern, index).literal();
  }

  /** The number of groups of a component. */
  @HostAccess.Export
  public int groups(Object pattern, int index) {
    return component(pattern, index).names().size();
  }

  /** The name of a group of a component. */
  @HostAccess.Export
  public String group(Object pattern, int index, int group) {
    return component(pattern, index).names().get(group);
  }

  /** Whether a component holds regular expressions of its author. */
  @HostAccess.Export
  public boolean hasRegExp(Object pattern, int index) {
    return component(pattern, index).hasRegExp();
  }

  /** The components of a URL, or null. */
  @HostAccess.Export
  public @Nullable Object url(String text, @Nullable String base) {
    Url baseUrl = base == null ? null : Url.parse(base);
    return base != null && baseUrl == null ? null : Url.parse(text, baseUrl);
  }

  /** The components of a URL that a dictionary stands for, or null. */
  @HostAccess.Export
  public @Nullable Object components(Value dictionary) {
    try {
      return PatternInit.process(given(dictionary), base(dictionary), false);
    } catch (PatternException e) {
      return null;
    }
  }

  /** One component of what {@link #url} or {@link #components} gave. */
  @HostAccess.Export
  public String value(Object of, int index) {
    Name name = NAMES[index];
    if (of instanceof Map<?, ?> map) {
      return String.valueOf(map.get(name));
    }
    Url url = (Url) of;
    return switch (name) {
      case PROTOCOL -> url.scheme();
      case USERNAME -> url.username();
      case PASSWORD -> url.password();
      case HOSTNAME -> url.hostname();
      case PORT -> url.port();
      case PATHNAME -> url.pathname();
      case SEARCH -> Objects.requireNonNullElse(url.query(), "");
      case HASH -> Objects.requireNonNullElse(url.fragment(), "");
    };
  }
}
