package dev.perdure.testworkers.harness;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A client's WebSocket that keeps the text messages it receives. */
public final class TestSocket implements AutoCloseable {
  private final HttpClient client = HttpClient.newHttpClient();
  private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
  private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();
  private final WebSocket socket;

  private TestSocket(URI url) {
    WebSocket.Listener listener =
        new WebSocket.Listener() {
          @Override
          public @Nullable CompletableFuture<?> onText(
              WebSocket from, CharSequence data, boolean last) {
            received.add(data.toString());
            from.request(1);
            return null;
          }

          @Override
          public @Nullable CompletableFuture<?> onClose(
              WebSocket from, int statusCode, String reason) {
            ended.complete(null);
            return null;
          }

          @Override
          public void onError(WebSocket from, Throwable error) {
            ended.complete(null);
          }
        };
    socket = client.newWebSocketBuilder().buildAsync(url, listener).join();
  }

  /** Opens a socket. */
  public static TestSocket open(TestHost host, String path) {
    return new TestSocket(URI.create("ws" + host.url().toString().substring(4) + path));
  }

  /** Sends text. */
  public void send(String text) {
    socket.sendText(text, true).join();
  }

  /** Ends the connection as it should be ended. */
  public void end(int code, String reason) {
    socket.sendClose(code, reason).join();
  }

  /** What has come and was not taken yet. */
  public List<String> received() {
    return List.copyOf(received);
  }

  /** The next message. */
  public String next() {
    try {
      String text = received.poll(20, TimeUnit.SECONDS);
      if (text == null) {
        throw new AssertionError("No message came.");
      }
      return text;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits until the other end has closed the socket, or the connection is lost. */
  public void awaitEnd() {
    ended.orTimeout(20, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    socket.abort();
    client.shutdownNow();
  }
}
