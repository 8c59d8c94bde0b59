package dev.perdure.workers.message;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A response on its way to whoever asked.
 *
 * @param status 101, or 200 to 599
 * @param statusText the reason phrase; empty stands for the usual one
 * @param body null where the response has none
 * @param encoding who applies the {@code Content-Encoding} that the headers name
 * @param url where the response came from, after redirects, or null for one a guest made
 * @param redirected whether a redirect was followed on the way
 * @param webSocket the far end of an accepted socket, with status 101 only
 * @param cf the {@code response.cf} object as JSON, or null; only RPC carries it
 */
public record ResponseMessage(
    int status,
    String statusText,
    HeaderList headers,
    @Nullable Body body,
    Encoding encoding,
    @Nullable String url,
    boolean redirected,
    @Nullable SocketEnd webSocket,
    @Nullable String cf) {
  /** Whether the bytes of the body are already in the encoding that the headers name. */
  public enum Encoding {
    /** They are plain: whoever writes them to the network compresses them. */
    AUTOMATIC,
    /** They are encoded already. */
    MANUAL
  }

  public ResponseMessage {
    Objects.requireNonNull(statusText);
    Objects.requireNonNull(headers);
    Objects.requireNonNull(encoding);
  }

  /** A response without {@code cf}. */
  public ResponseMessage(
      int status,
      String statusText,
      HeaderList headers,
      @Nullable Body body,
      Encoding encoding,
      @Nullable String url,
      boolean redirected,
      @Nullable SocketEnd webSocket) {
    this(status, statusText, headers, body, encoding, url, redirected, webSocket, null);
  }

  /** A response made by the host or a guest, with plain bytes. */
  public static ResponseMessage of(int status, HeaderList headers, @Nullable Body body) {
    return new ResponseMessage(status, "", headers, body, Encoding.AUTOMATIC, null, false, null);
  }
}
