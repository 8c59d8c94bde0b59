package dev.perdure.js.url;

import org.jspecify.annotations.Nullable;

/**
 * Recognises http and https URLs that are written as they would be serialised, which most are, in
 * one pass and without the state machine. Thread-safe.
 */
final class NormalUrl {
  private static final byte HOST = 1;
  private static final byte PATH = 2;
  private static final byte QUERY = 4;
  private static final byte FRAGMENT = 8;
  private static final byte[] KINDS = new byte[128];

  static {
    for (int c = 0x21; c < 0x7F; c++) {
      boolean small = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
      KINDS[c] =
          (byte)
              ((small ? HOST : 0)
                  | (PercentEncoding.Encode.PATH.has(c) || c == '\\' || c == '%' ? 0 : PATH)
                  | (PercentEncoding.Encode.SPECIAL_QUERY.has(c) ? 0 : QUERY)
                  | (PercentEncoding.Encode.FRAGMENT.has(c) ? 0 : FRAGMENT));
    }
  }

  private NormalUrl() {}

  /** The URL, or null where {@code text} needs the whole parser. */
  static @Nullable Url parse(String text) {
    boolean secure = text.startsWith("https://");
    if (!secure && !text.startsWith("http://")) {
      return null;
    }
    int start = secure ? 8 : 7;
    int end = span(text, start, HOST);
    String host = text.substring(start, end);
    if (end == text.length() || host.isEmpty() || Ipv4.endsInNumber(host)) {
      return null;
    }
    int port = -1;
    if (text.charAt(end) == ':') {
      int digits = end + 1;
      end = digits;
      port = 0;
      while (end < text.length()
          && end - digits < 6
          && text.charAt(end) >= '0'
          && text.charAt(end) <= '9') {
        port = port * 10 + text.charAt(end++) - '0';
      }
      if (end == digits
          || text.charAt(digits) == '0'
          || port > 65535
          || port == (secure ? 443 : 80)) {
        return null;
      }
    }
    if (end == text.length() || text.charAt(end) != '/') {
      return null;
    }
    int pathStart = end;
    end = span(text, end, PATH);
    String path = text.substring(pathStart, end);
    if (path.contains("/.")) {
      return null;
    }
    String query = null;
    if (end < text.length() && text.charAt(end) == '?') {
      int queryStart = end + 1;
      end = span(text, queryStart, QUERY);
      query = text.substring(queryStart, end);
    }
    String fragment = null;
    if (end < text.length() && text.charAt(end) == '#') {
      int fragmentStart = end + 1;
      end = span(text, fragmentStart, FRAGMENT);
      fragment = text.substring(fragmentStart, end);
    }
    return end == text.length()
        ? Url.of(text, secure ? "https" : "http", host, port, path, query, fragment)
        : null;
  }

  private static int span(String text, int from, byte kind) {
    int at = from;
    while (at < text.length() && text.charAt(at) < 128 && (KINDS[text.charAt(at)] & kind) != 0) {
      at++;
    }
    return at;
  }
}
