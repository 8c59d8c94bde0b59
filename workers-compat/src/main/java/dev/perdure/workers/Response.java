package dev.perdure.workers;

import dev.perdure.workers.platform.Platform;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An HTTP response. Immutable, except that its body is read at most once. */
public final class Response extends Body {
  /** Writes a body while it is being sent. */
  @FunctionalInterface
  public interface Writer {
    /**
     * Writes all of it; the end of this method is the end of the body. A write waits for the
     * reader.
     *
     * @throws IOException where the reader has gone
     */
    void write(OutputStream out) throws IOException;
  }

  private final int status;
  private final String statusText;
  private final Headers headers;
  private final @Nullable WebSocket webSocket;
  private final @Nullable String url;

  private Response(
      int status,
      String statusText,
      Headers headers,
      Content content,
      @Nullable WebSocket webSocket,
      @Nullable String url) {
    super(content);
    if (status != 101 && (status < 200 || status > 599)) {
      throw WorkerException.rangeError(
          "Responses may only be constructed with status codes in the range 200 to 599, inclusive.");
    }
    this.status = status;
    this.statusText = Objects.requireNonNull(statusText);
    this.headers = Objects.requireNonNull(headers);
    this.webSocket = webSocket;
    this.url = url;
  }

  /** A response of status 200 with a text. */
  public static Response of(String text) {
    return of(200, text);
  }

  /** A response with a text. */
  public static Response of(int status, String text) {
    return of(
        status,
        Headers.of("Content-Type", "text/plain;charset=UTF-8"),
        text.getBytes(StandardCharsets.UTF_8));
  }

  /** A response with bytes. */
  public static Response of(int status, Headers headers, byte[] bytes) {
    return new Response(status, "", headers, Content.of(bytes), null, null);
  }

  /** A response whose body is read as it is sent; null stands for none. */
  public static Response of(int status, Headers headers, @Nullable InputStream body) {
    return new Response(status, "", headers, Content.of(body), null, null);
  }

  /** A response whose body is written while it is sent. */
  public static Response writing(int status, Headers headers, Writer writer) {
    return of(status, headers, Platform.current().written(writer));
  }

  /** A response without a body. */
  public static Response empty(int status) {
    return new Response(status, "", Headers.EMPTY, Content.NONE, null, null);
  }

  /** A response of status 200 with a value as JSON: a record, a list, a map, a number or so. */
  public static Response json(@Nullable Object value) {
    return of(
        200,
        Headers.of("Content-Type", "application/json"),
        Json.text(value).getBytes(StandardCharsets.UTF_8));
  }

  /** Sends the client elsewhere, with status 302. */
  public static Response redirect(String url) {
    return empty(302).with("Location", url);
  }

  /** Accepts a WebSocket: the client gets this end. */
  public static Response upgrade(WebSocket client) {
    return new Response(101, "", Headers.EMPTY, Content.NONE, client, null);
  }

  /** The same response with another status. */
  public Response withStatus(int other) {
    return new Response(other, "", headers, content, webSocket, url);
  }

  /** The same response with a reason phrase. */
  public Response withStatusText(String other) {
    return new Response(status, other, headers, content, webSocket, url);
  }

  /** The same response with a header in the place of those of its name. */
  public Response with(String name, String value) {
    return withHeaders(headers.with(name, value));
  }

  /** The same response with other headers. */
  public Response withHeaders(Headers other) {
    return new Response(status, statusText, other, content, webSocket, url);
  }

  /** The same response as one that came from a place. */
  public Response from(@Nullable String place, @Nullable WebSocket socket) {
    return new Response(status, statusText, headers, content, socket, place);
  }

  /** The status code. */
  public int status() {
    return status;
  }

  /** The reason phrase; empty stands for the usual one. */
  public String statusText() {
    return statusText;
  }

  /** Whether the status is one of success. */
  public boolean ok() {
    return status >= 200 && status < 300;
  }

  /** The headers. */
  public Headers headers() {
    return headers;
  }

  /** The value of a header, or null. */
  public @Nullable String header(String name) {
    return headers.get(name);
  }

  /** Where it came from, after redirects, or null for one that a worker made. */
  public @Nullable String url() {
    return url;
  }

  /** This side's end of the WebSocket that the other side accepted, or null. */
  public @Nullable WebSocket webSocket() {
    return webSocket;
  }

  @Override
  public String toString() {
    return "Response " + status;
  }
}
