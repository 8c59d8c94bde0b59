package dev.perdure.js.form;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A content type as the WHATWG MIME Sniffing standard parses it.
 *
 * @param essence type and subtype in small letters
 * @param parameters the parameters by their names in small letters
 */
public record MimeType(String essence, Map<String, String> parameters) {
  /** Copies the parameters. */
  public MimeType {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /** The content type that {@code text} is, or null. */
  public static @Nullable MimeType parse(String text) {
    int semicolon = text.indexOf(';');
    String essence = (semicolon < 0 ? text : text.substring(0, semicolon)).strip();
    int slash = essence.indexOf('/');
    if (slash <= 0
        || !isToken(essence.substring(0, slash))
        || !isToken(essence.substring(slash + 1))) {
      return null;
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    int at = semicolon < 0 ? text.length() : semicolon + 1;
    while (at < text.length()) {
      int end = at;
      while (end < text.length() && text.charAt(end) != ';' && text.charAt(end) != '=') {
        end++;
      }
      String name = text.substring(at, end).strip().toLowerCase(Locale.ROOT);
      at = end + 1;
      if (end == text.length() || text.charAt(end) == ';') {
        continue;
      }
      StringBuilder value = new StringBuilder();
      boolean quoted = at < text.length() && text.charAt(at) == '"';
      if (quoted) {
        at = quoted(text, at + 1, value);
      }
      int stop = text.indexOf(';', at);
      stop = stop < 0 ? text.length() : stop;
      if (!quoted) {
        value.append(text.substring(at, stop).stripTrailing());
      }
      at = stop + 1;
      if (isToken(name) && (quoted || !value.isEmpty())) {
        parameters.putIfAbsent(name, value.toString());
      }
    }
    return new MimeType(essence.toLowerCase(Locale.ROOT), parameters);
  }

  /**
   * The content type that a {@code Content-Type} header stands for, which may list several; null
   * where it has none. As "extract a MIME type" of the Fetch standard.
   */
  public static @Nullable MimeType extract(String header) {
    MimeType found = null;
    String charset = null;
    for (String value : values(header)) {
      MimeType next = parse(value);
      if (next == null || next.essence.equals("*/*")) {
        continue;
      }
      Map<String, String> parameters = new LinkedHashMap<>(next.parameters);
      if (found == null || !found.essence.equals(next.essence)) {
        charset = parameters.get("charset");
      } else if (charset != null) {
        parameters.putIfAbsent("charset", charset);
      }
      found = new MimeType(next.essence, parameters);
    }
    return found;
  }

  /** The type with its parameters, in quotes where they need them. */
  public String text() {
    StringBuilder text = new StringBuilder(essence);
    parameters.forEach((name, value) -> {
      text.append(';').append(name).append('=');
      if (isToken(value)) {
        text.append(value);
      } else {
        text.append('"').append(value.replaceAll("[\"\\\\]", "\\\\$0")).append('"');
      }
    });
    return text.toString();
  }

  /** The values of a list with commas, which count only outside quotes. */
  private static List<String> values(String header) {
    List<String> values = new ArrayList<>();
    int from = 0;
    boolean quoted = false;
    for (int i = 0; i < header.length(); i++) {
      char c = header.charAt(i);
      if (quoted && c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        values.add(header.substring(from, i).strip());
        from = i + 1;
      }
    }
    values.add(header.substring(from).strip());
    return values;
  }

  /** Appends what stands in quotes; gives the index behind them. */
  private static int quoted(String text, int from, StringBuilder value) {
    int at = from;
    while (at < text.length() && text.charAt(at) != '"') {
      if (text.charAt(at) == '\\' && at + 1 < text.length()) {
        at++;
      }
      value.append(text.charAt(at++));
    }
    return Math.min(at + 1, text.length());
  }

  private static boolean isToken(String text) {
    return !text.isEmpty()
        && text.chars()
            .allMatch(c ->
                (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || "!#$%&'*+-.^_`|~".indexOf(c) >= 0);
  }
}
