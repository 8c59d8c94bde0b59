package dev.perdure.host.assets;

import dev.perdure.js.url.Url;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** URLs as they are written in {@code _headers} and {@code _redirects}. */
final class RuleUrl {
  private static final Pattern ABSOLUTE = Pattern.compile("https://+([^/]+)/?(.*)");
  private static final Pattern WITH_PORT = Pattern.compile(".*:\\d+");

  private RuleUrl() {}

  static boolean hasHost(String text) {
    return ABSOLUTE.matcher(text).matches();
  }

  /** The path a redirect starts from; null, with a complaint, where it is none. */
  static @Nullable String source(String text, Consumer<String> complain) {
    if (hasHost(text)) {
      complain.accept("Only relative URLs are allowed. Skipping absolute URL " + text + ".");
      return null;
    }
    return pathname(text, false);
  }

  /** Where a redirect leads. */
  static @Nullable String target(String text, Consumer<String> complain) {
    Matcher absolute = ABSOLUTE.matcher(text);
    if (absolute.matches()) {
      return "https://" + absolute.group(1) + pathname(absolute.group(2), true);
    }
    if (text.startsWith("/")) {
      return pathname(text, true);
    }
    complain.accept(
        "URLs should either be relative (e.g. begin with a forward-slash), or use HTTPS (e.g."
            + " begin with \"https://\").");
    return null;
  }

  /** The path, or URL without a port, that headers are for. */
  static @Nullable String place(String text, Consumer<String> complain) {
    Matcher absolute = ABSOLUTE.matcher(text);
    if (absolute.matches() && WITH_PORT.matcher(absolute.group(1)).matches()) {
      complain.accept("Specifying ports is not supported. Skipping absolute URL " + text + ".");
      return null;
    }
    if (absolute.matches()) {
      return "https://" + absolute.group(1) + pathname(absolute.group(2), false);
    }
    return text.startsWith("/") ? pathname(text, false) : target(text, complain);
  }

  private static String pathname(String text, boolean withRest) {
    String path = text.startsWith("/") ? text : "/" + text;
    // A scheme that is not special leaves most characters as they are.
    Url url = Objects.requireNonNull(Url.parse("relative:///" + path.substring(1)));
    return withRest ? url.pathname() + url.search() + url.hash() : url.pathname();
  }
}
