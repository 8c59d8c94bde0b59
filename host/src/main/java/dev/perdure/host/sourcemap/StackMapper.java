package dev.perdure.host.sourcemap;

import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rewrites the places in JavaScript stack traces from bundled modules to original files. */
public final class StackMapper {
  private static final Pattern PLACE = Pattern.compile("([^\\s()@]+):(\\d+):(\\d+)");

  private final Map<String, SourceMap> maps;

  /** Makes a mapper from the source maps of modules, by module name. */
  public StackMapper(Map<String, SourceMap> maps) {
    this.maps = Map.copyOf(maps);
  }

  /** A mapper that changes nothing. */
  public static StackMapper none() {
    return new StackMapper(Map.of());
  }

  /** The stack trace with every place that is known replaced; the rest stays as it is. */
  public String map(String stack) {
    if (maps.isEmpty()) {
      return stack;
    }
    return PLACE.matcher(stack).replaceAll(match -> Matcher.quoteReplacement(replacement(match)));
  }

  /** Where the code at a place of a module comes from. */
  public Optional<SourceMap.Position> original(String module, int line, int column) {
    return find(module).flatMap(map -> map.original(line, column));
  }

  private String replacement(MatchResult match) {
    try {
      int line = Integer.parseInt(match.group(2));
      int column = Integer.parseInt(match.group(3));
      return original(match.group(1), line, column)
          .map(SourceMap.Position::toString)
          .orElse(match.group());
    } catch (NumberFormatException e) {
      return match.group();
    }
  }

  /** A runtime may put a scheme or a folder before a module's name. */
  private Optional<SourceMap> find(String file) {
    SourceMap exact = maps.get(file);
    if (exact != null) {
      return Optional.of(exact);
    }
    return maps.entrySet().stream()
        .filter(entry -> file.endsWith("/" + entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }
}
