package dev.perdure.js.url;

import dev.perdure.js.url.PercentEncoding.Encode;
import dev.perdure.js.url.UrlParser.State;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The forms that the parts of a URL have on their own, as the URL Pattern standard needs them; null
 * where a part cannot be that. Thread-safe.
 */
public final class UrlParts {
  private UrlParts() {}

  private static UrlRecord dummy(String scheme) {
    UrlRecord record = new UrlRecord();
    record.scheme = scheme;
    record.host = "dummy.invalid";
    return record;
  }

  /** A scheme without its colon. */
  public static @Nullable String protocol(String value) {
    if (value.isEmpty()) {
      return value;
    }
    Url url = Url.parse(value + "://dummy.invalid/");
    return url == null ? null : url.scheme();
  }

  /** A user name or a password. */
  public static String credential(String value) {
    return PercentEncoding.encode(value, Encode.USERINFO);
  }

  /** A host name of a special scheme. */
  public static @Nullable String hostname(String value) {
    if (value.isEmpty()) {
      return value;
    }
    UrlRecord record = dummy("https");
    return UrlParser.parseInto(record, value, State.HOSTNAME) ? record.host : null;
  }

  /** A part of an IPv6 address in brackets. */
  public static @Nullable String ipv6(String value) {
    boolean fits =
        value.chars().allMatch(c -> PercentEncoding.hex(c) >= 0 || "[]:".indexOf(c) >= 0);
    return fits ? value.toLowerCase(Locale.ROOT) : null;
  }

  /** A port; empty where it is the one of the scheme. */
  public static @Nullable String port(String value, String scheme) {
    if (value.isEmpty()) {
      return value;
    }
    UrlRecord record = dummy(scheme);
    if (!UrlParser.parseInto(record, value, State.PORT)) {
      return null;
    }
    return record.port < 0 ? "" : Integer.toString(record.port);
  }

  /** A path of a special scheme, or a piece of one. */
  public static String pathname(String value) {
    if (value.isEmpty()) {
      return value;
    }
    boolean whole = value.startsWith("/");
    UrlRecord record = dummy("https");
    UrlParser.parseInto(record, whole ? value : "/-" + value, State.PATH_START);
    String path = record.toUrl().pathname();
    return whole ? path : path.substring(2);
  }

  /** An opaque path. */
  public static String opaquePathname(String value) {
    UrlRecord record = dummy("data");
    record.opaquePath = new StringBuilder();
    UrlParser.parseInto(record, value, State.OPAQUE_PATH);
    return record.opaquePath.toString();
  }

  /** A query without its question mark. */
  public static String search(String value) {
    String query = withoutBreaks(value);
    return PercentEncoding.encode(
        query.startsWith("?") ? query.substring(1) : query, Encode.SPECIAL_QUERY);
  }

  /** A fragment without its hash sign. */
  public static String hash(String value) {
    return PercentEncoding.encode(withoutBreaks(value), Encode.FRAGMENT);
  }

  private static String withoutBreaks(String value) {
    return value.replaceAll("[\t\n\r]", "");
  }
}
