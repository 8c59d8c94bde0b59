package dev.perdure.js.urlpattern;

import dev.perdure.js.url.Url;
import dev.perdure.js.url.UrlParts;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Fills in and normalises the components that a pattern, or what it is tried on, was given. */
final class PatternInit {
  static final Set<String> SPECIAL = Set.of("http", "https", "ws", "wss", "ftp", "file");

  private PatternInit() {}

  /**
   * The components of {@code given} with what {@code base} adds. For a pattern they stay as they
   * are written; for a URL they are normalised, and those that are missing are empty.
   */
  static Map<Name, String> process(Map<Name, String> given, @Nullable String base, boolean pattern)
      throws PatternException {
    Map<Name, String> result = new EnumMap<>(Name.class);
    if (!pattern) {
      for (Name name : Name.values()) {
        result.put(name, "");
      }
    }
    Url baseUrl = null;
    if (base != null) {
      baseUrl = Url.parse(base);
      if (baseUrl == null) {
        throw new PatternException("The base '" + base + "' is no URL.");
      }
      inherit(result, given, baseUrl, pattern);
    }
    for (Map.Entry<Name, String> entry : given.entrySet()) {
      result.put(entry.getKey(), strip(entry.getKey(), entry.getValue()));
    }
    String path = given.get(Name.PATHNAME);
    if (path != null
        && baseUrl != null
        && baseUrl.pathname().startsWith("/")
        && !isAbsolute(path, pattern)) {
      String basePath = escaped(baseUrl.pathname(), pattern);
      result.put(Name.PATHNAME, basePath.substring(0, basePath.lastIndexOf('/') + 1) + path);
    }
    if (!pattern) {
      for (Name name : given.keySet()) {
        normalise(result, name);
      }
    }
    return result;
  }

  private static void inherit(
      Map<Name, String> result, Map<Name, String> given, Url base, boolean pattern) {
    take(result, given, List.of(Name.PROTOCOL), base.scheme(), pattern);
    if (!pattern) {
      List<Name> authority = List.of(Name.PROTOCOL, Name.HOSTNAME, Name.PORT);
      take(result, given, with(authority, Name.USERNAME), base.username(), false);
      take(
          result,
          given,
          with(with(authority, Name.USERNAME), Name.PASSWORD),
          base.password(),
          false);
    }
    List<Name> names = List.of(Name.PROTOCOL, Name.HOSTNAME);
    take(result, given, names, base.hostname(), pattern);
    names = with(names, Name.PORT);
    take(result, given, names, base.port(), pattern);
    names = with(names, Name.PATHNAME);
    take(result, given, names, base.pathname(), pattern);
    names = with(names, Name.SEARCH);
    take(result, given, names, base.query() == null ? "" : base.query(), pattern);
    names = with(names, Name.HASH);
    take(result, given, names, base.fragment() == null ? "" : base.fragment(), pattern);
  }

  private static List<Name> with(List<Name> names, Name last) {
    return java.util.stream.Stream.concat(names.stream(), java.util.stream.Stream.of(last))
        .toList();
  }

  /** Takes the base's value for the last of {@code names} unless one of them is given. */
  private static void take(
      Map<Name, String> result,
      Map<Name, String> given,
      List<Name> names,
      String value,
      boolean pattern) {
    if (names.stream().noneMatch(given::containsKey)) {
      result.put(names.getLast(), escaped(value, pattern));
    }
  }

  private static String escaped(String text, boolean pattern) {
    return pattern ? Dialect.escapePattern(text) : text;
  }

  private static String strip(Name name, String value) {
    return switch (name) {
      case PROTOCOL -> value.endsWith(":") ? value.substring(0, value.length() - 1) : value;
      case SEARCH -> value.startsWith("?") ? value.substring(1) : value;
      case HASH -> value.startsWith("#") ? value.substring(1) : value;
      case USERNAME, PASSWORD, HOSTNAME, PORT, PATHNAME -> value;
    };
  }

  private static boolean isAbsolute(String path, boolean pattern) {
    return path.startsWith("/") || (pattern && (path.startsWith("\\/") || path.startsWith("{/")));
  }

  private static void normalise(Map<Name, String> components, Name name) throws PatternException {
    String scheme = components.getOrDefault(Name.PROTOCOL, "");
    Function<String, @Nullable String> encoding =
        encoding(name, scheme.isEmpty() || SPECIAL.contains(scheme), scheme);
    String value = encoding.apply(components.getOrDefault(name, ""));
    if (value == null) {
      throw new PatternException("The component " + name + " is malformed.");
    }
    components.put(name, value);
  }

  /** What normalises the texts of a component. */
  static Function<String, @Nullable String> encoding(Name name, boolean special, String scheme) {
    return switch (name) {
      case PROTOCOL -> UrlParts::protocol;
      case USERNAME, PASSWORD -> UrlParts::credential;
      case HOSTNAME -> UrlParts::hostname;
      case PORT -> port -> UrlParts.port(port, scheme);
      case PATHNAME -> special ? UrlParts::pathname : UrlParts::opaquePathname;
      case SEARCH -> UrlParts::search;
      case HASH -> UrlParts::hash;
    };
  }
}
