package dev.perdure.host.websocket;

import dev.perdure.workers.message.Body;
import dev.perdure.workers.message.GuestException;
import dev.perdure.workers.message.HeaderList;
import dev.perdure.workers.message.RequestMessage;
import dev.perdure.workers.message.ResponseMessage;
import dev.perdure.workers.message.SocketPair;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Opens sockets to servers on the network. Thread-safe. */
public final class SocketDialer {
  private static final Set<String> OURS =
      Set.of(
          "connection",
          "content-length",
          "host",
          "upgrade",
          "sec-websocket-accept",
          "sec-websocket-extensions",
          "sec-websocket-key",
          "sec-websocket-protocol",
          "sec-websocket-version");

  private final HttpClient client;

  /** A dialer that connects through {@code client}. */
  public SocketDialer(HttpClient client) {
    this.client = client;
  }

  /** Whether a request asks for a socket. */
  public static boolean asksForSocket(RequestMessage request) {
    String upgrade = request.headers().first("Upgrade");
    return upgrade != null && upgrade.equalsIgnoreCase("websocket");
  }

  /** The answer: with status 101 and a socket, or whatever the server says instead. */
  public CompletableFuture<ResponseMessage> dial(RequestMessage request) {
    SocketPair pair = new SocketPair();
    DialedSocket dialed = new DialedSocket(pair.second());
    WebSocket.Builder builder = client.newWebSocketBuilder();
    HeaderList headers = request.headers();
    List<String> protocols = new ArrayList<>();
    for (int i = 0; i < headers.size(); i++) {
      String name = headers.name(i).toLowerCase(Locale.ROOT);
      if (name.equals("sec-websocket-protocol")) {
        for (String protocol : headers.value(i).split(",", -1)) {
          protocols.add(protocol.strip());
        }
      } else if (!OURS.contains(name)) {
        builder.header(headers.name(i), headers.value(i));
      }
    }
    if (!protocols.isEmpty()) {
      builder.subprotocols(
          protocols.getFirst(), protocols.subList(1, protocols.size()).toArray(String[]::new));
    }
    CompletableFuture<WebSocket> connecting;
    try {
      connecting =
          builder.buildAsync(URI.create("ws" + request.url().substring("http".length())), dialed);
    } catch (IllegalArgumentException e) {
      return CompletableFuture.failedFuture(
          GuestException.typeError(
              "Cannot open a WebSocket to '" + request.url() + "': " + e.getMessage()));
    }
    request.cancellation().onCancel(() -> connecting.cancel(true));
    return connecting.handle(
        (socket, thrown) -> thrown == null ? connected(socket, dialed, pair) : refused(thrown));
  }

  private static ResponseMessage connected(WebSocket socket, DialedSocket dialed, SocketPair pair) {
    dialed.opened(socket);
    HeaderList headers = HeaderList.ofPairs("Upgrade", "websocket", "Connection", "Upgrade");
    if (!socket.getSubprotocol().isEmpty()) {
      headers = headers.with("Sec-WebSocket-Protocol", socket.getSubprotocol());
    }
    return new ResponseMessage(
        101,
        "Switching Protocols",
        headers,
        null,
        ResponseMessage.Encoding.MANUAL,
        null,
        false,
        pair.first());
  }

  private static ResponseMessage refused(Throwable thrown) {
    Throwable cause = GuestException.unwrapped(thrown);
    if (cause instanceof WebSocketHandshakeException handshake
        && handshake.getResponse().statusCode() >= 200) {
      return plain(handshake.getResponse());
    }
    throw GuestException.connectionLost();
  }

  private static ResponseMessage plain(HttpResponse<?> response) {
    List<String> pairs = new ArrayList<>();
    for (Map.Entry<String, List<String>> header : response.headers().map().entrySet()) {
      for (String value : header.getValue()) {
        pairs.add(header.getKey());
        pairs.add(value);
      }
    }
    Body body =
        switch (response.body()) {
          case String text -> new Body.Bytes(text.getBytes(StandardCharsets.UTF_8));
          case byte[] bytes -> new Body.Bytes(bytes);
          case null, default -> null;
        };
    return ResponseMessage.of(
        response.statusCode(), HeaderList.ofPairs(pairs.toArray(String[]::new)), body);
  }
}
