package dev.perdure.host.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code .dev.vars} and {@code .env} files, in the dialect of the npm packages dotenv and
 * dotenv-expand.
 */
final class DotEnv {
  private static final Pattern LINE =
      Pattern.compile(
          "^[^\\S\\n]*(?:export[^\\S\\n]+)?([\\w.-]+)(?:[^\\S\\n]*=[^\\S\\n]*|:[^\\S\\n]+)"
              + "('(?:\\\\'|[^'])*'|\"(?:\\\\\"|[^\"])*\"|`(?:\\\\`|[^`])*`|[^#\\r\\n]*)"
              + "[^\\S\\n]*(?:#.*)?$",
          Pattern.MULTILINE);
  private static final Pattern REFERENCE =
      Pattern.compile(
          "(?<!\\\\)\\$(?:\\{([A-Za-z_]\\w*)(?::?-((?:[^{}]|\\{[^{}]*\\})*))?\\}|([A-Za-z_]\\w*))");
  private static final int MOST_EXPANSIONS = 100;

  private DotEnv() {}

  /** The values of a file, in order; a later line with the same key wins. */
  static Map<String, String> parse(String text) {
    Map<String, String> values = new LinkedHashMap<>();
    Matcher matcher = LINE.matcher(text.replace("\r\n", "\n").replace('\r', '\n'));
    while (matcher.find()) {
      values.put(matcher.group(1), unquoted(matcher.group(2).strip()));
    }
    return values;
  }

  private static String unquoted(String value) {
    if (value.length() < 2) {
      return value;
    }
    char quote = value.charAt(0);
    if ((quote != '"' && quote != '\'' && quote != '`')
        || value.charAt(value.length() - 1) != quote) {
      return value;
    }
    String inner = value.substring(1, value.length() - 1);
    return quote == '"' ? inner.replace("\\n", "\n").replace("\\r", "\r") : inner;
  }

  /** Replaces {@code $NAME}, {@code ${NAME}} and {@code ${NAME:-default}} in every value. */
  static Map<String, String> expand(Map<String, String> values, Map<String, String> environment) {
    Map<String, String> expanded = new LinkedHashMap<>();
    for (Map.Entry<String, String> entry : values.entrySet()) {
      String value = environment.getOrDefault(entry.getKey(), entry.getValue());
      expanded.put(entry.getKey(), expanded(value, values, environment));
    }
    return expanded;
  }

  private static String expanded(
      String value, Map<String, String> values, Map<String, String> environment) {
    String result = value;
    for (int i = 0; i < MOST_EXPANSIONS; i++) {
      Matcher matcher = REFERENCE.matcher(result);
      if (!matcher.find()) {
        break;
      }
      String name = matcher.group(1) == null ? matcher.group(3) : matcher.group(1);
      String fallback = matcher.group(2) == null ? "" : matcher.group(2);
      String known = environment.getOrDefault(name, values.getOrDefault(name, ""));
      String replacement = known.isEmpty() || known.equals(result) ? fallback : known;
      result = result.substring(0, matcher.start()) + replacement + result.substring(matcher.end());
    }
    return result.replace("\\$", "$");
  }
}
