package dev.perdure.host.assets;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Patterns of files in the syntax of {@code .gitignore}. Immutable.
 *
 * @see <a href="https://git-scm.com/docs/gitignore">gitignore</a>
 */
final class IgnoreRules {
  private record Rule(Pattern pattern, boolean keeps) {}

  private final List<Rule> rules;

  private IgnoreRules(List<Rule> rules) {
    this.rules = rules;
  }

  static IgnoreRules of(List<String> lines) {
    List<Rule> rules = new ArrayList<>();
    for (String raw : lines) {
      String line = raw.stripTrailing();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      boolean keeps = line.startsWith("!");
      String pattern = keeps || line.startsWith("\\") ? line.substring(1) : line;
      rules.add(new Rule(Pattern.compile(regex(pattern)), keeps));
    }
    return new IgnoreRules(List.copyOf(rules));
  }

  /** Whether a file is ignored; {@code path} has no slash in front. */
  boolean ignore(String path) {
    // What lies in an ignored folder cannot be kept.
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      if (matches(path.substring(0, slash + 1))) {
        return true;
      }
    }
    return matches(path);
  }

  private boolean matches(String path) {
    boolean ignored = false;
    for (Rule rule : rules) {
      if (rule.pattern().matcher(path).matches()) {
        ignored = !rule.keeps();
      }
    }
    return ignored;
  }

  private static String regex(String pattern) {
    boolean folder = pattern.endsWith("/");
    String body = folder ? pattern.substring(0, pattern.length() - 1) : pattern;
    boolean anchored = body.indexOf('/') >= 0;
    String inner = body.startsWith("/") ? body.substring(1) : body;
    StringBuilder out = new StringBuilder(anchored ? "" : "(?:.*/)?");
    for (int i = 0; i < inner.length(); i++) {
      char c = inner.charAt(i);
      if (inner.startsWith("**/", i) && (i == 0 || inner.charAt(i - 1) == '/')) {
        out.append("(?:.*/)?");
        i += 2;
      } else if (inner.startsWith("**", i)) {
        out.append(".*");
        i++;
      } else if (c == '*') {
        out.append("[^/]*");
      } else if (c == '?') {
        out.append("[^/]");
      } else if (c == '[' && inner.indexOf(']', i + 1) > i) {
        int end = inner.indexOf(']', i + 1);
        String set = inner.substring(i + 1, end).replace("\\", "\\\\");
        out.append('[').append(set.startsWith("!") ? "^" + set.substring(1) : set).append(']');
        i = end;
      } else if (c == '\\' && i + 1 < inner.length()) {
        out.append(Pattern.quote(inner.substring(++i, i + 1)));
      } else {
        out.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return out.append(folder ? "/" : "/?").toString();
  }
}
