package dev.perdure.js.urlpattern;

import dev.perdure.js.url.UrlParts;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A compiled URL pattern. Immutable. */
final class UrlPattern {
  private final Map<Name, Component> components = new EnumMap<>(Name.class);

  /**
   * Compiles the components of a pattern.
   *
   * @param matchesSpecial whether a regular expression of JavaScript matches a special scheme
   */
  UrlPattern(Map<Name, String> given, @Nullable String base, Predicate<String> matchesSpecial)
      throws PatternException {
    Map<Name, String> patterns = PatternInit.process(given, base, true);
    for (Name name : Name.values()) {
      patterns.putIfAbsent(name, "*");
    }
    String scheme = Objects.requireNonNull(patterns.get(Name.PROTOCOL));
    String port = Objects.requireNonNull(patterns.get(Name.PORT));
    boolean isNumber = port.chars().allMatch(c -> c >= '0' && c <= '9');
    if (isNumber
        && PatternInit.SPECIAL.contains(scheme)
        && "".equals(UrlParts.port(port, scheme))) {
      patterns.put(Name.PORT, "");
    }
    Component protocol = Component.compile(scheme, Dialect.PLAIN, UrlParts::protocol);
    boolean special = matchesSpecial(protocol, matchesSpecial);
    for (Name name : Name.values()) {
      String pattern = Objects.requireNonNull(patterns.get(name));
      components.put(name, name == Name.PROTOCOL ? protocol : compile(name, pattern, special));
    }
  }

  private static Component compile(Name name, String pattern, boolean special)
      throws PatternException {
    if (name == Name.HOSTNAME) {
      boolean ipv6 =
          pattern.startsWith("[") || pattern.startsWith("{[") || pattern.startsWith("\\[");
      return Component.compile(
          pattern, Dialect.HOSTNAME, ipv6 ? UrlParts::ipv6 : UrlParts::hostname);
    }
    Dialect dialect = name == Name.PATHNAME && special ? Dialect.PATHNAME : Dialect.PLAIN;
    return Component.compile(
        pattern, dialect, PatternInit.encoding(name, special, "https-without-default"));
  }

  static boolean matchesSpecial(Component protocol, Predicate<String> test) {
    return protocol.literal() != null
        ? PatternInit.SPECIAL.contains(protocol.literal())
        : test.test(protocol.source());
  }

  Component component(Name name) {
    return Objects.requireNonNull(components.get(name));
  }
}
