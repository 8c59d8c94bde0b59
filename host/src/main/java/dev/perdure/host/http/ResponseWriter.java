package dev.perdure.host.http;

import dev.perdure.workers.message.Body;
import dev.perdure.workers.message.ByteSource;
import dev.perdure.workers.message.Cancellation;
import dev.perdure.workers.message.HeaderList;
import dev.perdure.workers.message.ResponseMessage;
import dev.perdure.workers.message.SocketEnd;
import io.undertow.io.IoCallback;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.IoUtils;

/** Writes one answer to its connection. Confined to the connection's I/O thread. */
final class ResponseWriter {
  private static final Logger LOG = LoggerFactory.getLogger(ResponseWriter.class);

  /** Headers of the connection, which are the server's own affair. */
  private static final Set<HttpString> OURS =
      Set.of(
          Headers.CONNECTION,
          Headers.CONTENT_LENGTH,
          Headers.KEEP_ALIVE,
          Headers.TRANSFER_ENCODING,
          Headers.UPGRADE);

  private final HttpServerExchange exchange;
  private final @Nullable RequestBody requestBody;
  private final Cancellation cancellation;
  private final Front front;

  ResponseWriter(
      HttpServerExchange exchange,
      @Nullable RequestBody requestBody,
      Cancellation cancellation,
      Front front) {
    this.exchange = exchange;
    this.requestBody = requestBody;
    this.cancellation = cancellation;
    this.front = front;
  }

  /** Sends the whole answer; returns at once. */
  void write(ResponseMessage response) {
    try {
      send(response);
    } catch (RuntimeException e) {
      LOG.error("An answer to '{}' could not be sent.", exchange.getRequestURI(), e);
      drop(response.body());
      broken(false);
    }
  }

  private void send(ResponseMessage response) {
    if (!exchange.getConnection().isOpen()) {
      drop(response.body());
      broken(true);
      return;
    }
    if (response.webSocket() != null) {
      upgrade(response, response.webSocket());
      return;
    }
    if (response.status() < 200 || response.status() > 999) {
      drop(response.body());
      send(Front.text(500, "The status %d cannot be sent.".formatted(response.status())));
      return;
    }
    Body body = ContentCoding.applied(response);
    head(response);
    if (!(body instanceof Body.Stream stream)) {
      plain(response, body instanceof Body.Bytes bytes ? bytes.bytes() : null);
    } else if (exchange.getRequestMethod().equals(Methods.HEAD) || !mayHaveBody(response)) {
      stream.source().cancel(null);
      plain(response, null, stream.length());
    } else {
      stream(stream.source());
    }
  }

  private static boolean mayHaveBody(ResponseMessage response) {
    return response.status() != 204 && response.status() != 205 && response.status() != 304;
  }

  private void head(ResponseMessage response) {
    exchange.setStatusCode(response.status());
    if (!response.statusText().isEmpty()) {
      exchange.setReasonPhrase(latin1(response.statusText()));
    }
    HeaderMap headers = exchange.getResponseHeaders();
    HeaderList given = response.headers();
    for (int i = 0; i < given.size(); i++) {
      HttpString name = HttpString.tryFromString(given.name(i));
      if (name != null && !OURS.contains(name)) {
        headers.add(name, latin1(given.value(i)));
      }
    }
  }

  /** The text, where every character is one byte that a header may hold; others become '?'. */
  private static String latin1(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!allowed(text.charAt(i))) {
        StringBuilder clean = new StringBuilder(text);
        for (int j = i; j < clean.length(); j++) {
          if (!allowed(clean.charAt(j))) {
            clean.setCharAt(j, '?');
          }
        }
        return clean.toString();
      }
    }
    return text;
  }

  private static boolean allowed(char c) {
    return (c >= ' ' && c <= 0xff && c != 0x7f) || c == '\t';
  }

  private void plain(ResponseMessage response, byte @Nullable [] bytes) {
    plain(response, bytes, bytes == null ? OptionalLong.empty() : OptionalLong.of(bytes.length));
  }

  /** Sends an answer whose body is there, or that has none. */
  private void plain(ResponseMessage response, byte @Nullable [] bytes, OptionalLong length) {
    HeaderMap headers = exchange.getResponseHeaders();
    boolean head = exchange.getRequestMethod().equals(Methods.HEAD);
    if (head) {
      // What a worker says of the body that GET would give is passed on.
      String said = response.headers().first(Headers.CONTENT_LENGTH_STRING);
      if (said != null && said.matches("[0-9]{1,18}")) {
        headers.put(Headers.CONTENT_LENGTH, said);
      } else if (length.isPresent()) {
        headers.put(Headers.CONTENT_LENGTH, length.getAsLong());
      }
    } else if (mayHaveBody(response)) {
      headers.put(Headers.CONTENT_LENGTH, bytes == null ? 0 : bytes.length);
    } else if (response.status() == 205) {
      headers.put(Headers.CONTENT_LENGTH, 0);
    }
    if (requestBody != null) {
      if (requestBody.continueOwed()) {
        exchange.setPersistent(false);
      }
      requestBody.responseSent();
    }
    if (bytes == null || bytes.length == 0 || head || !mayHaveBody(response)) {
      exchange.endExchange();
    } else {
      exchange.getResponseSender().send(ByteBuffer.wrap(bytes), IoCallback.END_EXCHANGE);
    }
  }

  private void stream(ByteSource source) {
    source
        .length()
        .ifPresent(length -> exchange.getResponseHeaders().put(Headers.CONTENT_LENGTH, length));
    Runnable pump = () -> new BodyPump(exchange, source, this::finished, this::broken).start();
    if (requestBody == null) {
      pump.run();
    } else {
      // The response may be made of the request's body, which the client may still hold back.
      requestBody.sendContinue(pump);
    }
  }

  private void finished() {
    if (requestBody != null) {
      requestBody.responseSent();
    }
    exchange.endExchange();
  }

  /** The answer cannot be completed, and closing the connection is the only way to say so. */
  private void broken(boolean byClient) {
    if (byClient && cancellation != Cancellation.never()) {
      cancellation.cancel();
    }
    if (requestBody != null) {
      requestBody.responseSent();
    }
    IoUtils.safeClose(exchange.getConnection());
    exchange.endExchange();
  }

  private void upgrade(ResponseMessage response, SocketEnd socket) {
    drop(response.body());
    if (front.upgrade().isPresent()) {
      front.upgrade().get().upgrade(exchange, response.headers(), socket);
    } else {
      socket.abort();
      send(Front.text(501, "WebSockets are not served here."));
    }
  }

  private static void drop(@Nullable Body body) {
    if (body instanceof Body.Stream stream) {
      stream.source().cancel(null);
    }
  }
}
