package dev.perdure.host.http;

import dev.perdure.workers.message.Body;
import dev.perdure.workers.message.HeaderList;
import dev.perdure.workers.message.RequestMessage;
import dev.perdure.workers.message.ResponseMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/** A server at a free port whose handler a test chooses. */
final class TestServer implements AutoCloseable {
  final BlockingQueue<RequestMessage> requests = new LinkedBlockingQueue<>();
  final HttpServer server;
  final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  TestServer(RequestHandler handler) {
    Front front =
        Front.of(
            request -> {
              requests.add(request);
              return handler.handle(request);
            },
            url -> URI.create(url.replace(" ", "%20")).normalize().toString());
    try {
      this.server =
          HttpServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), front);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One whose handler answers at once. */
  static TestServer answering(ResponseMessage response) {
    return new TestServer(request -> CompletableFuture.completedFuture(response));
  }

  static TestServer answering(String text) {
    return answering(text(text));
  }

  static ResponseMessage text(String text) {
    return ResponseMessage.of(
        200, HeaderList.EMPTY, new Body.Bytes(text.getBytes(StandardCharsets.UTF_8)));
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.address().getPort() + path);
  }

  HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.ISO_8859_1));
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(uri(path)).build());
  }

  Socket connect() throws IOException {
    Socket socket = new Socket(server.address().getAddress(), server.address().getPort());
    socket.setSoTimeout(20_000);
    return socket;
  }

  /** Sends the bytes as they are and returns all that comes back until the server closes. */
  String raw(String request) throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  /** Reads one line of an answer, without its end. */
  static String line(InputStream stream) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = stream.read(); c >= 0 && c != '\n'; c = stream.read()) {
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() {
    server.close(Duration.ZERO);
    client.shutdownNow();
  }
}
