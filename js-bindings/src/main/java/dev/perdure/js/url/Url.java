package dev.perdure.js.url;

import dev.perdure.js.url.PercentEncoding.Encode;
import dev.perdure.js.url.UrlParser.State;
import org.graalvm.polyglot.HostAccess;
import org.jspecify.annotations.Nullable;

/**
 * A URL as the WHATWG URL standard defines it, in parsed and serialised form. Immutable: what the
 * standard's setters do gives a new URL here, the same one where the value is refused. The
 * accessors are those of the JavaScript class: {@code protocol()} ends with a colon, {@code
 * search()} begins with a question mark unless it is empty.
 */
public final class Url {
  private final String scheme;
  private final String username;
  private final String password;
  private final @Nullable String host;
  private final int port;
  private final String path;
  private final boolean opaque;
  private final @Nullable String query;
  private final @Nullable String fragment;
  private @Nullable String href;

  Url(
      String scheme,
      String username,
      String password,
      @Nullable String host,
      int port,
      String path,
      boolean opaque,
      @Nullable String query,
      @Nullable String fragment) {
    this.scheme = scheme;
    this.username = username;
    this.password = password;
    this.host = host;
    this.port = port;
    this.path = path;
    this.opaque = opaque;
    this.query = query;
    this.fragment = fragment;
  }

  /** Parses an absolute URL; null where {@code input} is none. */
  public static @Nullable Url parse(String input) {
    return parse(input, null);
  }

  /** Parses {@code input} against {@code base}; null where the standard says failure. */
  public static @Nullable Url parse(String input, @Nullable Url base) {
    Url normal = NormalUrl.parse(input);
    return normal != null ? normal : UrlParser.parse(input, base);
  }

  /** A URL whose serialised form is known to be {@code href}. */
  static Url of(
      String href,
      String scheme,
      String host,
      int port,
      String path,
      @Nullable String query,
      @Nullable String fragment) {
    Url url = new Url(scheme, "", "", host, port, path, false, query, fragment);
    url.href = href;
    return url;
  }

  /** The whole URL, serialised. */
  @HostAccess.Export
  public String href() {
    String text = href;
    if (text == null) {
      text = serialise(true);
      href = text;
    }
    return text;
  }

  /** The URL without its fragment: what a request is sent for. */
  public String hrefWithoutFragment() {
    return fragment == null ? href() : serialise(false);
  }

  private String serialise(boolean withFragment) {
    StringBuilder out = new StringBuilder(64).append(scheme).append(':');
    if (host != null) {
      out.append("//");
      if (!username.isEmpty() || !password.isEmpty()) {
        out.append(username);
        if (!password.isEmpty()) {
          out.append(':').append(password);
        }
        out.append('@');
      }
      out.append(host());
    } else if (!opaque && path.startsWith("//")) {
      out.append("/.");
    }
    out.append(path);
    if (query != null) {
      out.append('?').append(query);
    }
    if (withFragment && fragment != null) {
      out.append('#').append(fragment);
    }
    return out.toString();
  }

  /** The scheme, without the colon. */
  public String scheme() {
    return scheme;
  }

  /** Whether this is an http, https, ws, wss, ftp or file URL. */
  public boolean isSpecial() {
    return UrlRecord.isSpecial(scheme);
  }

  /** Scheme, host and port, or {@code null} in letters where the origin is opaque. */
  @HostAccess.Export
  public String origin() {
    return switch (scheme) {
      case "http", "https", "ws", "wss", "ftp" -> scheme + "://" + host();
      case "blob" -> {
        Url inner = parse(path);
        yield inner != null && (inner.scheme.equals("http") || inner.scheme.equals("https"))
            ? inner.origin()
            : "null";
      }
      default -> "null";
    };
  }

  /** The scheme with a colon. */
  @HostAccess.Export
  public String protocol() {
    return scheme + ":";
  }

  /** The user name, percent-encoded. */
  @HostAccess.Export
  public String username() {
    return username;
  }

  /** The password, percent-encoded. */
  @HostAccess.Export
  public String password() {
    return password;
  }

  /** Host and port; empty where there is no host. */
  @HostAccess.Export
  public String host() {
    return port < 0 ? hostname() : host + ":" + port;
  }

  /** The host; empty where there is none. */
  @HostAccess.Export
  public String hostname() {
    return host == null ? "" : host;
  }

  /** The port; empty where it is the scheme's own. */
  @HostAccess.Export
  public String port() {
    return port < 0 ? "" : Integer.toString(port);
  }

  /** The port to connect to: the one in the URL, or the scheme's own; -1 where it has none. */
  public int effectivePort() {
    return port < 0 ? UrlRecord.defaultPort(scheme) : port;
  }

  /** The path. */
  @HostAccess.Export
  public String pathname() {
    return path;
  }

  /** The query with its question mark; empty where there is none. */
  @HostAccess.Export
  public String search() {
    return query == null || query.isEmpty() ? "" : "?" + query;
  }

  /** The fragment with its hash sign; empty where there is none. */
  @HostAccess.Export
  public String hash() {
    return fragment == null || fragment.isEmpty() ? "" : "#" + fragment;
  }

  @Nullable String hostOrNull() {
    return host;
  }

  int portOrMinusOne() {
    return port;
  }

  boolean hasOpaquePath() {
    return opaque;
  }

  /** The query, without the question mark; null where there is none. */
  public @Nullable String query() {
    return query;
  }

  /** The fragment, without the hash sign; null where there is none. */
  public @Nullable String fragment() {
    return fragment;
  }

  /** This URL with another scheme. */
  @HostAccess.Export
  public Url withProtocol(String value) {
    return with(value + ":", State.SCHEME_START);
  }

  /** This URL with another user name. */
  @HostAccess.Export
  public Url withUsername(String value) {
    if (cannotHaveCredentials()) {
      return this;
    }
    UrlRecord record = UrlRecord.of(this);
    record.username = PercentEncoding.encode(value, Encode.USERINFO);
    return record.toUrl();
  }

  /** This URL with another password. */
  @HostAccess.Export
  public Url withPassword(String value) {
    if (cannotHaveCredentials()) {
      return this;
    }
    UrlRecord record = UrlRecord.of(this);
    record.password = PercentEncoding.encode(value, Encode.USERINFO);
    return record.toUrl();
  }

  /** This URL with another host, and port where {@code value} has one. */
  @HostAccess.Export
  public Url withHost(String value) {
    return opaque ? this : with(value, State.HOST);
  }

  /** This URL with another host. */
  @HostAccess.Export
  public Url withHostname(String value) {
    return opaque ? this : with(value, State.HOSTNAME);
  }

  /** This URL with another port; empty takes the port away. */
  @HostAccess.Export
  public Url withPort(String value) {
    if (cannotHaveCredentials()) {
      return this;
    }
    if (value.isEmpty()) {
      UrlRecord record = UrlRecord.of(this);
      record.port = -1;
      return record.toUrl();
    }
    return with(value, State.PORT);
  }

  /** This URL with another path. */
  @HostAccess.Export
  public Url withPathname(String value) {
    if (opaque) {
      return this;
    }
    UrlRecord record = UrlRecord.of(this);
    record.path.clear();
    UrlParser.parseInto(record, value, State.PATH_START);
    return record.toUrl();
  }

  /** This URL with another query; empty takes it away, a leading question mark is ignored. */
  @HostAccess.Export
  public Url withSearch(String value) {
    UrlRecord record = UrlRecord.of(this);
    record.query = null;
    if (!value.isEmpty()) {
      record.query = new StringBuilder();
      UrlParser.parseInto(record, value.startsWith("?") ? value.substring(1) : value, State.QUERY);
    }
    return record.toUrl();
  }

  /** This URL with another fragment; empty takes it away, a leading hash sign is ignored. */
  @HostAccess.Export
  public Url withHash(String value) {
    UrlRecord record = UrlRecord.of(this);
    record.fragment = null;
    if (!value.isEmpty()) {
      record.fragment = new StringBuilder();
      UrlParser.parseInto(
          record, value.startsWith("#") ? value.substring(1) : value, State.FRAGMENT);
    }
    return record.toUrl();
  }

  private Url with(String value, State part) {
    UrlRecord record = UrlRecord.of(this);
    return UrlParser.parseInto(record, value, part)
            || (part == State.HOST && !hostname().equals(record.host))
        ? record.toUrl()
        : this;
  }

  private boolean cannotHaveCredentials() {
    return host == null || host.isEmpty() || scheme.equals("file");
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Url url && url.href().equals(href());
  }

  @Override
  public int hashCode() {
    return href().hashCode();
  }

  @Override
  public String toString() {
    return href();
  }
}
