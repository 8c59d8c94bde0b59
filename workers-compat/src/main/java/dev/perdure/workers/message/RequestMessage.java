package dev.perdure.workers.message;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A request on its way to an isolate, or from one to the outside.
 *
 * @param method as sent, for instance {@code GET}
 * @param url absolute, already normalised by a URL parser
 * @param body null where the request has none
 * @param cf the {@code request.cf} object as JSON, or null
 * @param redirect what to do with a redirect when this request goes to the outside
 * @param cancellation how the sender tells that it no longer waits
 */
public record RequestMessage(
    String method,
    String url,
    HeaderList headers,
    @Nullable Body body,
    @Nullable String cf,
    Redirect redirect,
    Cancellation cancellation) {
  /** How redirects are treated. */
  public enum Redirect {
    /** They are followed. */
    FOLLOW,
    /** They are handed to the caller. */
    MANUAL,
    /** They are an error. */
    ERROR
  }

  public RequestMessage {
    Objects.requireNonNull(method);
    Objects.requireNonNull(url);
    Objects.requireNonNull(headers);
    Objects.requireNonNull(redirect);
    Objects.requireNonNull(cancellation);
  }

  /** A request without {@code cf} that nobody takes back. */
  public static RequestMessage of(
      String method, String url, HeaderList headers, @Nullable Body body) {
    return new RequestMessage(
        method, url, headers, body, null, Redirect.MANUAL, Cancellation.never());
  }
}
