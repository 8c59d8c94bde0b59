package dev.perdure.host.http;

import dev.perdure.workers.message.Body;
import dev.perdure.workers.message.HeaderList;
import dev.perdure.workers.message.ResponseMessage;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What an HTTP server hands its requests to.
 *
 * @param urls parses a URL and returns its normal form; throws {@link IllegalArgumentException} for
 *     one that is none. It is asked only for URLs that are not in their normal form already.
 * @param failures what clients are told where the handler failed
 * @param upgrade takes over where a worker accepted a WebSocket; absent where nobody can
 */
public record Front(
    RequestHandler handler,
    UnaryOperator<String> urls,
    FailureAnswer failures,
    Optional<Upgrade> upgrade) {
  public Front {
    Objects.requireNonNull(handler);
    Objects.requireNonNull(urls);
    Objects.requireNonNull(failures);
    Objects.requireNonNull(upgrade);
  }

  /** One that says nothing of faults and upgrades nothing. */
  public static Front of(RequestHandler handler, UnaryOperator<String> urls) {
    return new Front(
        handler, urls, (request, fault) -> text(500, "Internal Server Error"), Optional.empty());
  }

  /** An answer of plain text. */
  public static ResponseMessage text(int status, String text) {
    return ResponseMessage.of(
        status,
        HeaderList.ofPairs("Content-Type", "text/plain;charset=UTF-8"),
        new Body.Bytes(text.getBytes(StandardCharsets.UTF_8)));
  }
}
