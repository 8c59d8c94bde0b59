package dev.perdure.host.assets;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The path of a rule in {@code _headers} or {@code _redirects}: {@code *} matches anything and is
 * called {@code splat}, {@code :name} matches one segment. Immutable.
 */
final class RulePath {
  private static final Pattern PLACE = Pattern.compile("\\*|:[A-Za-z]\\w*");

  /** What a rule's placeholders stand for. */
  record Match(List<String> names, List<String> values) {
    /** The text with the placeholders filled in. */
    String fill(String text) {
      String filled = text;
      for (int i = 0; i < names.size(); i++) {
        filled = filled.replace(":" + names.get(i), values.get(i));
      }
      return filled;
    }
  }

  private final boolean withHost;
  private final Pattern pattern;
  private final List<String> names;

  private RulePath(boolean withHost, Pattern pattern, List<String> names) {
    this.withHost = withHost;
    this.pattern = pattern;
    this.names = names;
  }

  /** Reads a rule's path; absent where it gives a name twice. */
  static Optional<RulePath> of(String text) {
    boolean withHost = text.startsWith("https://");
    int host = withHost ? text.indexOf('/', "https://".length()) : 0;
    StringBuilder regex = new StringBuilder();
    List<String> names = new ArrayList<>();
    Matcher places = PLACE.matcher(text);
    int end = 0;
    while (places.find()) {
      regex.append(Pattern.quote(text.substring(end, places.start())));
      boolean splat = places.group().equals("*");
      boolean inHost = withHost && (host < 0 || places.start() < host);
      regex.append(splat ? "(.*)" : inHost ? "([^/.]+)" : "([^/]+)");
      names.add(splat ? "splat" : places.group().substring(1));
      end = places.end();
    }
    regex.append(Pattern.quote(text.substring(end)));
    return names.stream().distinct().count() == names.size()
        ? Optional.of(new RulePath(withHost, Pattern.compile(regex.toString()), List.copyOf(names)))
        : Optional.empty();
  }

  /** Whether it has neither {@code *} nor names. */
  boolean fixed() {
    return names.isEmpty();
  }

  Optional<Match> match(String hostname, String path) {
    Matcher matcher = pattern.matcher(withHost ? "https://" + hostname + path : path);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    List<String> values = new ArrayList<>();
    for (int i = 1; i <= matcher.groupCount(); i++) {
      values.add(matcher.group(i));
    }
    return Optional.of(new Match(names, values));
  }
}
