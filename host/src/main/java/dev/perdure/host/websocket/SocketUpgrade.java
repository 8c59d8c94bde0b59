package dev.perdure.host.websocket;

import dev.perdure.host.http.Upgrade;
import dev.perdure.workers.message.HeaderList;
import dev.perdure.workers.message.SocketEnd;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Answers a client's opening handshake and carries its messages. Compresses where the client offers
 * it. Thread-safe.
 */
public final class SocketUpgrade implements Upgrade {
  private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final String NO_UPGRADE =
      "Worker tried to return WebSocket in a response to a request which did not contain the"
          + " header \"Upgrade: websocket\".";
  private static final Set<HttpString> OURS =
      Set.of(
          Headers.CONNECTION,
          Headers.CONTENT_LENGTH,
          Headers.TRANSFER_ENCODING,
          Headers.UPGRADE,
          Headers.SEC_WEB_SOCKET_ACCEPT,
          Headers.SEC_WEB_SOCKET_EXTENSIONS);

  private final SharedFrames frames = new SharedFrames();

  @Override
  public void upgrade(HttpServerExchange exchange, HeaderList headers, SocketEnd socket) {
    HeaderMap request = exchange.getRequestHeaders();
    String key = request.getFirst(Headers.SEC_WEB_SOCKET_KEY);
    if (key == null
        || !lists(request.get(Headers.UPGRADE), "websocket")
        || !lists(request.get(Headers.CONNECTION), "upgrade")) {
      socket.abort();
      refuse(exchange, 500, NO_UPGRADE);
      return;
    }
    if (!"13".equals(request.getFirst(Headers.SEC_WEB_SOCKET_VERSION))) {
      socket.abort();
      exchange.getResponseHeaders().put(Headers.SEC_WEB_SOCKET_VERSION, "13");
      refuse(exchange, 426, "Only version 13 of the WebSocket protocol is spoken here.");
      return;
    }
    boolean compresses = Deflation.offered(joined(request.get(Headers.SEC_WEB_SOCKET_EXTENSIONS)));
    HeaderMap response = exchange.getResponseHeaders();
    for (int i = 0; i < headers.size(); i++) {
      HttpString name = HttpString.tryFromString(headers.name(i));
      if (name != null && !OURS.contains(name)) {
        response.add(name, headers.value(i));
      }
    }
    response.put(Headers.UPGRADE, "websocket");
    response.put(Headers.SEC_WEB_SOCKET_ACCEPT, accept(key));
    if (compresses) {
      response.put(Headers.SEC_WEB_SOCKET_EXTENSIONS, Deflation.AGREED);
    }
    exchange.upgradeChannel((connection, upgraded) ->
        new WireSocket(
                connection,
                upgraded.getConnection().getByteBufferPool(),
                socket,
                compresses,
                frames)
            .start());
    response.put(Headers.CONNECTION, "Upgrade");
    exchange.endExchange();
  }

  private static void refuse(HttpServerExchange exchange, int status, String text) {
    exchange.setStatusCode(status);
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/plain;charset=UTF-8");
    exchange.getResponseSender().send(text);
  }

  private static boolean lists(@Nullable HeaderValues values, String token) {
    String all = joined(values);
    if (all != null) {
      for (String each : all.split(",", -1)) {
        if (each.strip().toLowerCase(Locale.ROOT).equals(token)) {
          return true;
        }
      }
    }
    return false;
  }

  private static @Nullable String joined(@Nullable HeaderValues values) {
    return values == null ? null : String.join(",", values);
  }

  private static String accept(String key) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-1")
              .digest((key.strip() + MAGIC).getBytes(StandardCharsets.ISO_8859_1));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-1.", e);
    }
  }
}
