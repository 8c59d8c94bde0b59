package dev.perdure.workers;

import java.io.InputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An HTTP request. Immutable, except that its body is read at most once. */
public final class Request extends Body {
  private final String method;
  private final String url;
  private final Headers headers;
  // JSON.
  private final @Nullable String cf;

  private Request(
      String method, String url, Headers headers, Content content, @Nullable String cf) {
    super(content);
    this.cf = cf;
    this.method = Objects.requireNonNull(method);
    this.url = Objects.requireNonNull(url);
    this.headers = Objects.requireNonNull(headers);
  }

  /** A GET request. */
  public static Request get(String url) {
    return new Request("GET", url, Headers.EMPTY, Content.NONE, null);
  }

  /** A request with a method and no body. */
  public static Request of(String method, String url) {
    return new Request(method.toUpperCase(Locale.ROOT), url, Headers.EMPTY, Content.NONE, null);
  }

  /** A POST request with a text. */
  public static Request post(String url, String text) {
    return of("POST", url).with("Content-Type", "text/plain;charset=UTF-8").withBody(text);
  }

  /** The method, in capitals. */
  public String method() {
    return method;
  }

  /** The URL, absolute. */
  public String url() {
    return url;
  }

  /** The URL in its parts. */
  public URI uri() {
    return URI.create(url);
  }

  /** The path of the URL, as it was sent. */
  public String path() {
    String path = uri().getRawPath();
    return path == null || path.isEmpty() ? "/" : path;
  }

  /** The first value of a parameter in the query of the URL, decoded, or null. */
  public @Nullable String query(String name) {
    String query = uri().getRawQuery();
    if (query == null) {
      return null;
    }
    for (String pair : query.split("&")) {
      int at = pair.indexOf('=');
      String key = at < 0 ? pair : pair.substring(0, at);
      if (URLDecoder.decode(key, StandardCharsets.UTF_8).equals(name)) {
        return at < 0 ? "" : URLDecoder.decode(pair.substring(at + 1), StandardCharsets.UTF_8);
      }
    }
    return null;
  }

  /** The headers. */
  public Headers headers() {
    return headers;
  }

  /** The value of a header, or null. */
  public @Nullable String header(String name) {
    return headers.get(name);
  }

  /**
   * What the platform knows of the connection, such as {@code country} and {@code colo}; absent
   * where it tells nothing.
   *
   * @see <a
   *     href="https://developers.cloudflare.com/workers/runtime-apis/request/#incomingrequestcfproperties">IncomingRequestCfProperties</a>
   */
  public Optional<JsObject> cf() {
    return cf(JsObject.class);
  }

  /** The same as a record with some of its properties. */
  public <T> Optional<T> cf(Class<T> type) {
    return cf == null ? Optional.empty() : Optional.of(Json.parse(cf, type));
  }

  /** The same request with another object in the place of {@link #cf()}, or with none. */
  public Request withCf(@Nullable Object other) {
    return withCfJson(other == null ? null : Json.text(other));
  }

  /** {@link #cf()} as JSON, or null. */
  public @Nullable String cfJson() {
    return cf;
  }

  /** The same request with this JSON in the place of {@link #cf()}. */
  public Request withCfJson(@Nullable String json) {
    return new Request(method, url, headers, content, json);
  }

  /** The same request with a header in the place of those of its name. */
  public Request with(String name, String value) {
    return withHeaders(headers.with(name, value));
  }

  /** The same request with other headers. */
  public Request withHeaders(Headers other) {
    return new Request(method, url, other, content, cf);
  }

  /** The same request to another place. */
  public Request withUrl(String other) {
    return new Request(method, other, headers, content, cf);
  }

  /** The same request with a text as its body. */
  public Request withBody(String text) {
    return withBody(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The same request with other bytes as its body. */
  public Request withBody(byte[] bytes) {
    return new Request(method, url, headers, Content.of(bytes), cf);
  }

  /** The same request with a body that is read as it is sent, or without one. */
  public Request withBody(@Nullable InputStream body) {
    return new Request(method, url, headers, Content.of(body), cf);
  }

  @Override
  public String toString() {
    return method + " " + url;
  }
}
