package dev.perdure.host.sourcemap;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rewrites the places in JavaScript stack traces from bundled modules to original files.
 *
 * <p>Thread-safe. A source map is decoded when a stack trace first needs it.
 */
public final class StackMapper {
  private static final Pattern PLACE = Pattern.compile("([^\\s()@]+):(\\d+):(\\d+)");

  private final Map<String, String> texts;
  private final Map<String, SourceMap> decoded = new ConcurrentHashMap<>();

  /** Makes a mapper from the source maps of modules, as JSON text by module name. */
  public StackMapper(Map<String, String> texts) {
    this.texts = Map.copyOf(texts);
  }

  /** A mapper that changes nothing. */
  public static StackMapper none() {
    return new StackMapper(Map.of());
  }

  /** The stack trace with every place that is known replaced; the rest stays as it is. */
  public String map(String stack) {
    if (texts.isEmpty()) {
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
    if (texts.containsKey(file)) {
      return decoded(file);
    }
    return texts.keySet().stream()
        .filter(module -> file.endsWith("/" + module))
        .findFirst()
        .flatMap(this::decoded);
  }

  private Optional<SourceMap> decoded(String module) {
    try {
      return Optional.of(
          decoded.computeIfAbsent(
              module, name -> SourceMap.parse(Objects.requireNonNull(texts.get(name)))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
