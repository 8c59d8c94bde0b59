package dev.perdure.host.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.util.HexFormat;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes the absolute URL of a request. Most come in the normal form that a URL parser would give
 * them; those are only put together.
 */
final class TargetUrl {
  private static final Pattern HOST =
      Pattern.compile(
          "(?:[a-z][a-z0-9-]*(?:\\.[a-z][a-z0-9-]*)*|127\\.0\\.0\\.1)(?::([1-9][0-9]{0,4}))?");
  private static final boolean[] PATH = plain("-_~!$&()*+,;=:@/%|[]'.ABCDEFGHIJKLMNOPQRSTUVWXYZ");
  private static final boolean[] QUERY =
      plain("-_~!$&()*+,;=:@/%|[].?^{}`\\ABCDEFGHIJKLMNOPQRSTUVWXYZ");

  private TargetUrl() {}

  private static boolean[] plain(String more) {
    boolean[] table = new boolean[128];
    ("abcdefghijklmnopqrstuvwxyz0123456789" + more).chars().forEach(c -> table[c] = true);
    return table;
  }

  /** The URL in its normal form, or null where the target and the Host header make none. */
  static @Nullable String of(HttpServerExchange exchange, UnaryOperator<String> parser) {
    String target = exchange.getRequestURI();
    String query = exchange.getQueryString();
    if (exchange.isHostIncludedInRequestURI()) {
      return parsed(query.isEmpty() ? target : target + "?" + query, parser);
    }
    if (target.equals("*")) {
      target = "/";
    }
    if (!target.startsWith("/")) {
      return null;
    }
    String host = exchange.getRequestHeaders().getFirst(Headers.HOST);
    if (host == null || host.isEmpty()) {
      host = exchange.getHostAndPort();
    }
    String scheme = exchange.getRequestScheme();
    String url = scheme + "://" + host + target + (query.isEmpty() ? "" : "?" + query);
    if (isNormalHost(host) && isNormalPath(target) && only(QUERY, query)) {
      return url;
    }
    boolean splitsHost = host.chars().anyMatch(c -> "/?#@\\ ".indexOf(c) >= 0);
    return splitsHost ? null : parsed(url, parser);
  }

  private static @Nullable String parsed(String url, UnaryOperator<String> parser) {
    try {
      String normal = parser.apply(escaped(url));
      return normal.startsWith("http://") || normal.startsWith("https://") ? normal : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** Bytes beyond ASCII, which Undertow hands over as Latin-1, in percent encoding. */
  private static String escaped(String url) {
    StringBuilder text = new StringBuilder(url.length());
    for (int i = 0; i < url.length(); i++) {
      char c = url.charAt(i);
      if (c < 0x80) {
        text.append(c);
      } else {
        text.append('%').append(HexFormat.of().withUpperCase().toHexDigits((byte) c));
      }
    }
    return text.toString();
  }

  /** A name or the usual address; names with labels that may be numbers are left to the parser. */
  private static boolean isNormalHost(String host) {
    Matcher match = HOST.matcher(host);
    if (!match.matches() || host.contains("xn--")) {
      return false;
    }
    int port = match.group(1) == null ? 0 : Integer.parseInt(match.group(1));
    return port != 80 && port <= 65535;
  }

  private static boolean isNormalPath(String path) {
    return only(PATH, path) && !path.contains("/.") && !path.contains("/%2");
  }

  private static boolean only(boolean[] allowed, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= allowed.length || !allowed[c]) {
        return false;
      }
    }
    return true;
  }
}
