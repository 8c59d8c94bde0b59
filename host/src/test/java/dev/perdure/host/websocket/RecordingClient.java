package dev.perdure.host.websocket;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A client that is not ours, which notes what it hears. */
final class RecordingClient implements WebSocket.Listener {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private final StringBuilder text = new StringBuilder();
  private @Nullable WebSocket socket;

  static RecordingClient connect(URI uri, String... protocols) throws Exception {
    RecordingClient client = new RecordingClient();
    WebSocket.Builder builder = HTTP.newWebSocketBuilder();
    if (protocols.length > 0) {
      builder.subprotocols(protocols[0]);
    }
    client.socket = builder.buildAsync(uri, client).get(30, TimeUnit.SECONDS);
    return client;
  }

  WebSocket socket() {
    return Objects.requireNonNull(socket);
  }

  void send(String message) throws Exception {
    socket().sendText(message, true).get(30, TimeUnit.SECONDS);
  }

  String next() throws InterruptedException {
    return String.valueOf(heard.poll(30, TimeUnit.SECONDS));
  }

  String ask(String message) throws Exception {
    send(message);
    return next();
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    text.append(data);
    if (last) {
      heard.add(text.toString());
      text.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
    heard.add("binary " + data.remaining() + (last ? "" : " more"));
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
    heard.add("pong " + message.remaining());
    from.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    heard.add("close " + code + " " + reason);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    heard.add("error");
  }
}
