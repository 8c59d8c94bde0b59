package dev.perdure.host.assets;

import dev.perdure.workers.message.HeaderList;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a {@code _headers} file. Immutable.
 *
 * @see <a href="https://developers.cloudflare.com/workers/static-assets/headers/">Headers</a>
 */
final class HeaderRules {
  private record Rule(RulePath path, Map<String, String> set, List<String> unset) {}

  private static final int MOST_RULES = 100;
  private static final int LONGEST_LINE = 2000;

  private final List<Rule> rules = new ArrayList<>();

  private HeaderRules() {}

  /** Reads the text of a file; {@code complain} gets a sentence for each line that is left out. */
  static HeaderRules parse(String text, Consumer<String> complain) {
    HeaderRules result = new HeaderRules();
    Rule current = null;
    boolean skipping = false;
    int number = 0;
    for (String raw : text.split("\n")) {
      number++;
      int at = number;
      Consumer<String> why = problem -> complain.accept("_headers:" + at + ": " + problem);
      String line = raw.strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      if (line.length() > LONGEST_LINE) {
        why.accept("Ignoring line as it exceeds the maximum allowed length of 2000.");
      } else if (line.startsWith("/") || line.matches("\\S+://.*")) {
        result.keep(current, why);
        if (result.rules.size() >= MOST_RULES) {
          why.accept("Maximum number of rules supported is 100. Skipping remaining lines.");
          return result;
        }
        current = rule(line, why);
        skipping = current == null;
      } else if (!skipping) {
        header(line, current, why);
      }
    }
    result.keep(current, complain);
    return result;
  }

  private static @Nullable Rule rule(String line, Consumer<String> why) {
    String place = RuleUrl.place(line, why);
    if (place == null) {
      return null;
    }
    if (place.chars().filter(c -> c == '*').count() > 1) {
      why.accept(
          "Only one wildcard is allowed per rule. Use a named placeholder (e.g. :project) instead."
              + " Skipping "
              + place
              + ".");
      return null;
    }
    Optional<RulePath> path = RulePath.of(place);
    if (path.isEmpty()) {
      why.accept(
          "Cannot combine a wildcard * with a :splat placeholder because wildcards are converted to"
              + " :splat at runtime. Skipping "
              + place
              + ".");
      return null;
    }
    return new Rule(path.get(), new LinkedHashMap<>(), new ArrayList<>());
  }

  private void keep(@Nullable Rule rule, Consumer<String> why) {
    if (rule != null && rule.set().isEmpty() && rule.unset().isEmpty()) {
      why.accept("No headers specified");
    } else if (rule != null) {
      rules.add(rule);
    }
  }

  private static void header(String line, @Nullable Rule rule, Consumer<String> why) {
    int colon = line.indexOf(':');
    if (rule == null) {
      why.accept("Expected a path beginning with at least one forward-slash");
    } else if (colon < 0 && line.startsWith("! ")) {
      rule.unset().add(line.substring(2));
    } else if (colon < 0) {
      why.accept("Expected a colon-separated header pair (e.g. name: value)");
    } else {
      String name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
      String value = line.substring(colon + 1).strip();
      if (name.contains(" ")) {
        why.accept("Header name cannot include spaces");
      } else if (name.isEmpty()) {
        why.accept("No header name specified");
      } else if (value.isEmpty()) {
        why.accept("No header value specified");
      } else {
        rule.set().merge(name, value, (before, more) -> before + ", " + more);
      }
    }
  }

  /** The headers of an answer with what the rules for its request add and take away. */
  HeaderList apply(String hostname, String path, HeaderList headers) {
    HeaderList result = headers;
    Set<String> set = new HashSet<>();
    for (Rule rule : rules) {
      Optional<RulePath.Match> match = rule.path().match(hostname, path);
      if (match.isPresent()) {
        for (String name : rule.unset()) {
          result = result.without(name);
        }
        for (Map.Entry<String, String> header : rule.set().entrySet()) {
          String name = header.getKey();
          if (set.add(name)) {
            result = result.without(name);
          }
          result = result.with(name, match.get().fill(header.getValue()).strip());
        }
      }
    }
    return result;
  }
}
