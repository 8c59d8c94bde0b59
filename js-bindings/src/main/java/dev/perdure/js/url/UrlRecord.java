package dev.perdure.js.url;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A URL under construction: what the standard calls a URL record. Confined to one parse. */
final class UrlRecord {
  private static final Map<String, Integer> SPECIAL =
      Map.of("http", 80, "https", 443, "ws", 80, "wss", 443, "ftp", 21, "file", -1);

  String scheme = "";
  String username = "";
  String password = "";
  @Nullable String host;
  int port = -1;
  List<String> path = new ArrayList<>();
  @Nullable StringBuilder opaquePath;
  @Nullable StringBuilder query;
  @Nullable StringBuilder fragment;

  static UrlRecord of(Url url) {
    UrlRecord record = new UrlRecord();
    record.takeAuthority(url);
    record.scheme = url.scheme();
    record.takePath(url);
    record.query = url.query() == null ? null : new StringBuilder(url.query());
    record.fragment = url.fragment() == null ? null : new StringBuilder(url.fragment());
    return record;
  }

  void takeAuthority(Url url) {
    username = url.username();
    password = url.password();
    host = url.hostOrNull();
    port = url.portOrMinusOne();
  }

  void takePath(Url url) {
    if (url.hasOpaquePath()) {
      opaquePath = new StringBuilder(url.pathname());
    } else if (!url.pathname().isEmpty()) {
      path = new ArrayList<>(List.of(url.pathname().substring(1).split("/", -1)));
    }
  }

  static boolean isSpecial(String scheme) {
    return SPECIAL.containsKey(scheme);
  }

  static int defaultPort(String scheme) {
    return SPECIAL.getOrDefault(scheme, -1);
  }

  boolean isSpecial() {
    return isSpecial(scheme);
  }

  boolean isFile() {
    return scheme.equals("file");
  }

  boolean hasCredentials() {
    return !username.isEmpty() || !password.isEmpty();
  }

  /** Removes the last segment, but never the drive letter of a file URL. */
  void shortenPath() {
    if (isFile() && path.size() == 1 && isNormalisedDriveLetter(path.getFirst())) {
      return;
    }
    if (!path.isEmpty()) {
      path.removeLast();
    }
  }

  static boolean isDriveLetter(String text) {
    return text.length() == 2
        && isAsciiLetter(text.charAt(0))
        && (text.charAt(1) == ':' || text.charAt(1) == '|');
  }

  static boolean isNormalisedDriveLetter(String text) {
    return isDriveLetter(text) && text.charAt(1) == ':';
  }

  static boolean isAsciiLetter(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  Url toUrl() {
    String text;
    if (opaquePath != null) {
      text = opaquePath.toString();
    } else {
      StringBuilder out = new StringBuilder();
      for (String segment : path) {
        out.append('/').append(segment);
      }
      text = out.toString();
    }
    return new Url(
        scheme,
        username,
        password,
        host,
        port,
        text,
        opaquePath != null,
        query == null ? null : query.toString(),
        fragment == null ? null : fragment.toString());
  }
}
