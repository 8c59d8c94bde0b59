package dev.perdure.host.assets;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The rules of a {@code _redirects} file. Immutable.
 *
 * @see <a href="https://developers.cloudflare.com/workers/static-assets/redirects/">Redirects</a>
 */
final class RedirectRules {
  /** Where to; with status 200 another path of the assets answers. */
  record Target(int status, String to) {}

  private record Pattern(RulePath from, Target target) {}

  private static final Set<Integer> STATUSES = Set.of(200, 301, 302, 303, 307, 308);
  private static final int LONGEST_LINE = 2000;
  private static final int MOST_FIXED = 2000;
  private static final int MOST_PATTERNS = 100;

  private final Map<String, Target> fixed = new HashMap<>();
  private final List<Pattern> patterns = new ArrayList<>();

  private RedirectRules() {}

  /** Reads the text of a file; {@code complain} gets a sentence for each line that is left out. */
  static RedirectRules parse(String text, boolean htmlHandled, Consumer<String> complain) {
    RedirectRules rules = new RedirectRules();
    Set<String> seen = new HashSet<>();
    int number = 0;
    for (String raw : text.split("\n")) {
      number++;
      int at = number;
      String line = raw.strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        rules.add(line, htmlHandled, seen, why -> complain.accept("_redirects:" + at + ": " + why));
      }
    }
    return rules;
  }

  private void add(String line, boolean htmlHandled, Set<String> seen, Consumer<String> complain) {
    if (line.length() > LONGEST_LINE) {
      complain.accept("Ignoring line as it exceeds the maximum allowed length of 2000.");
      return;
    }
    String[] words = line.replaceAll("\\s+#.*$", "").split("\\s+");
    if (words.length < 2 || words.length > 3) {
      complain.accept(
          "Expected exactly 2 or 3 whitespace-separated tokens. Got " + words.length + ".");
      return;
    }
    String from = RuleUrl.source(words[0], complain);
    String to = from == null ? null : RuleUrl.target(words[1], complain);
    if (from == null || to == null) {
      return;
    }
    int status = words.length == 3 ? status(words[2]) : 302;
    boolean index = to.endsWith("/index") || to.endsWith("/index.html");
    boolean loops = from.endsWith("/*") || (from.endsWith("/") && htmlHandled);
    if (!STATUSES.contains(status)) {
      complain.accept(
          "Valid status codes are 200, 301, 302 (default), 303, 307, or 308. Got "
              + words[2]
              + ".");
    } else if (!RuleUrl.hasHost(to) && index && loops) {
      complain.accept(
          "Infinite loop detected in this rule and has been ignored. This will cause a redirect to"
              + " strip `.html` or `/index` and end up triggering this rule again. Please fix or"
              + " remove this rule to silence this warning.");
    } else if (!seen.add(from)) {
      complain.accept("Ignoring duplicate rule for path " + from + ".");
    } else if (status == 200 && RuleUrl.hasHost(to)) {
      complain.accept("Proxy (200) redirects can only point to relative paths. Got " + to);
    } else {
      keep(from, new Target(status, to), complain);
    }
  }

  private void keep(String from, Target target, Consumer<String> complain) {
    Optional<RulePath> path = RulePath.of(from);
    if (path.isEmpty()) {
      complain.accept("The rule names a placeholder twice: " + from + ".");
    } else if (path.get().fixed() && patterns.isEmpty()) {
      if (fixed.size() >= MOST_FIXED) {
        complain.accept("Maximum number of static rules supported is 2000. Skipping line.");
      } else {
        fixed.put(from, target);
      }
    } else if (patterns.size() >= MOST_PATTERNS) {
      complain.accept("Maximum number of dynamic rules supported is 100. Skipping line.");
    } else {
      patterns.add(new Pattern(path.get(), target));
    }
  }

  private static int status(String word) {
    try {
      return Integer.parseInt(word);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** Where a request is sent, with placeholders filled in. */
  Optional<Target> match(String hostname, String path) {
    Target known = fixed.get(path);
    if (known != null) {
      return Optional.of(known);
    }
    for (Pattern pattern : patterns) {
      Optional<RulePath.Match> match = pattern.from().match(hostname, path);
      if (match.isPresent()) {
        String to = match.get().fill(pattern.target().to()).strip();
        return Optional.of(
            new Target(
                pattern.target().status(),
                to.matches("\\w+://.*") ? to : to.replaceAll("/+", "/")));
      }
    }
    return Optional.empty();
  }
}
