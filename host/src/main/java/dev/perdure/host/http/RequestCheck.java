package dev.perdure.host.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import org.jspecify.annotations.Nullable;

/**
 * Refuses requests that a proxy in front may read in another way than this server. Undertow has
 * refused those with two lengths, or with both a length and a transfer coding, before.
 */
final class RequestCheck {
  /** Lengths of up to this many digits fit a {@code long}. */
  private static final int LENGTH_DIGITS = 18;

  /** A colon, a space and the end of the line. */
  private static final int HEADER_OVERHEAD = 4;

  private static final Refusal TOO_LARGE =
      new Refusal(
          431,
          "The headers of a request may have %d bytes and be %d in number."
              .formatted(HttpServer.MAX_HEADER_BYTES, HttpServer.MAX_HEADERS));

  private RequestCheck() {}

  /** What is wrong with the request, or null. */
  static @Nullable Refusal refusal(HttpServerExchange exchange) {
    if (exchange.getRequestMethod().equals(Methods.CONNECT)) {
      return new Refusal(501, "CONNECT is not served here.");
    }
    if (exchange.getRequestURI().length() + exchange.getQueryString().length()
        > HttpServer.MAX_HEADER_BYTES) {
      return new Refusal(
          414, "The URL is longer than %d bytes.".formatted(HttpServer.MAX_HEADER_BYTES));
    }
    HeaderMap headers = exchange.getRequestHeaders();
    String coding = headers.getFirst(Headers.TRANSFER_ENCODING);
    if (coding != null && (!coding.equalsIgnoreCase("chunked") || !exchange.isHttp11())) {
      return new Refusal(
          coding.equalsIgnoreCase("chunked") ? 400 : 501,
          "The transfer coding '%s' is not served here.".formatted(printable(coding)));
    }
    String length = headers.getFirst(Headers.CONTENT_LENGTH);
    if (length != null && !isLength(length)) {
      return new Refusal(400, "The content length '%s' is no number.".formatted(printable(length)));
    }
    int count = 0;
    long size = 0;
    for (long at = headers.fastIterateNonEmpty(); at != -1; at = headers.fiNextNonEmpty(at)) {
      HeaderValues values = headers.fiCurrent(at);
      if (!isToken(values.getHeaderName().toString())) {
        return new Refusal(400, "A header has a name that is not allowed.");
      }
      for (int i = 0; i < values.size(); i++) {
        count++;
        size += values.getHeaderName().length() + values.get(i).length() + HEADER_OVERHEAD;
        if (!isValue(values.get(i))) {
          return new Refusal(
              400,
              "The header '%s' has a character that is not allowed."
                  .formatted(values.getHeaderName()));
        }
      }
    }
    return count > HttpServer.MAX_HEADERS || size > HttpServer.MAX_HEADER_BYTES ? TOO_LARGE : null;
  }

  private static boolean isLength(String text) {
    return !text.isEmpty()
        && text.length() <= LENGTH_DIGITS
        && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static boolean isToken(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!word && "!#$%&'*+-.^_`|~".indexOf(c) < 0) {
        return false;
      }
    }
    return !name.isEmpty();
  }

  private static boolean isValue(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if ((c < ' ' && c != '\t') || c == 0x7f) {
        return false;
      }
    }
    return true;
  }

  private static String printable(String text) {
    String cut = text.length() > 60 ? text.substring(0, 60) + "..." : text;
    return cut.replaceAll("[^ -~]", "?");
  }
}
