package dev.perdure.host.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.workers.message.Body;
import dev.perdure.workers.message.HeaderList;
import dev.perdure.workers.message.RequestMessage;
import dev.perdure.workers.message.ResponseMessage;
import java.io.ByteArrayInputStream;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HttpServerTest {
  @Test
  void theRequestArrivesWithItsUrlAndHeaders() throws Exception {
    try (TestServer server = TestServer.answering("hello")) {
      HttpRequest request =
          HttpRequest.newBuilder(server.uri("/a/b;c=d?x=1&y=%20"))
              .header("X-One", "1")
              .header("X-Two", "a")
              .header("X-Two", "b")
              .header("Accept-Encoding", "zstd")
              .build();

      assertThat(server.send(request).body()).isEqualTo("hello");
      RequestMessage seen = server.requests.take();
      assertThat(seen.method()).isEqualTo("GET");
      assertThat(seen.url()).isEqualTo(server.uri("/a/b;c=d?x=1&y=%20").toString());
      assertThat(seen.body()).isNull();
      assertThat(seen.headers().first("x-one")).isEqualTo("1");
      assertThat(seen.headers().all("x-two")).containsExactly("a", "b");
      assertThat(seen.headers().all("accept-encoding")).containsExactly("br, gzip");
      assertThat(seen.headers().first("cf-connecting-ip")).isEqualTo("127.0.0.1");
      assertThat(seen.cf()).contains("\"city\": \"Austin\"", "\"clientAcceptEncoding\":\"zstd\"");
    }
  }

  @Test
  void theAddressThatAProxyNamedIsKept() throws Exception {
    try (TestServer server = TestServer.answering("")) {
      server.send(
          HttpRequest.newBuilder(server.uri("/")).header("CF-Connecting-IP", "1.2.3.4").build());

      assertThat(server.requests.take().headers().all("cf-connecting-ip"))
          .containsExactly("1.2.3.4");
    }
  }

  @Test
  void urlsThatAreNotInTheirNormalFormGoThroughTheParser() throws Exception {
    try (TestServer server = TestServer.answering("")) {
      server.raw("GET /a/../b?q HTTP/1.1\r\nHost: Example.com\r\nConnection: close\r\n\r\n");
      server.raw("GET /é HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
      server.raw("GET http://other:81/c?d HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
      server.raw("OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

      assertThat(server.requests.take().url()).isEqualTo("http://Example.com/b?q");
      assertThat(server.requests.take().url()).isEqualTo("http://x/%E9");
      assertThat(server.requests.take().url()).isEqualTo("http://other:81/c?d");
      assertThat(server.requests.take().url()).isEqualTo("http://x/");
    }
  }

  @Test
  void aSmallBodyComesAsBytesAndAnEmptyOneIsABody() throws Exception {
    try (TestServer server = TestServer.answering("")) {
      server.raw("POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 3\r\n\r\nabc");
      server.raw("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");

      assertThat(server.requests.take().body())
          .isInstanceOfSatisfying(
              Body.Bytes.class, body -> assertThat(body.bytes()).containsExactly('a', 'b', 'c'));
      assertThat(server.requests.take().body())
          .isInstanceOfSatisfying(Body.Bytes.class, body -> assertThat(body.bytes()).isEmpty());
    }
  }

  @Test
  void statusReasonAndHeadersAreSentAsGiven() throws Exception {
    HeaderList headers =
        HeaderList.ofPairs(
            "Set-Cookie",
            "a=1",
            "set-cookie",
            "b=2",
            "X-Latin",
            "caf\u00e9",
            "Connection",
            "close",
            "Transfer-Encoding",
            "gzip",
            "Content-Length",
            "99");
    ResponseMessage response =
        new ResponseMessage(
            418,
            "Short & stout",
            headers,
            new Body.Bytes(new byte[] {'t'}),
            ResponseMessage.Encoding.AUTOMATIC,
            null,
            false,
            null);
    try (TestServer server = TestServer.answering(response)) {
      String answer = server.raw("GET / HTTP/1.0\r\nHost: x\r\n\r\n");

      assertThat(answer)
          .contains(" 418 Short & stout\r\n", "et-Cookie: a=1\r\n", "et-Cookie: b=2\r\n")
          .contains("X-Latin: caf\u00e9\r\n", "Content-Length: 1\r\n")
          .doesNotContain("gzip", "99")
          .endsWith("\r\n\r\nt");
    }
  }

  @Test
  void noHeaderCanBeSmuggledThroughAValue() throws Exception {
    HeaderList headers = HeaderList.ofPairs("X-Evil", "a\r\nX-Injected: 1\u010aX-More: 2");
    try (TestServer server = TestServer.answering(ResponseMessage.of(200, headers, null))) {
      HttpResponse<String> answer = server.get("/");

      assertThat(answer.headers().firstValue("X-Evil")).contains("a??X-Injected: 1?X-More: 2");
      assertThat(answer.headers().firstValue("X-Injected")).isEmpty();
    }
  }

  @Test
  void anAnswerWithoutABodySaysSo() throws Exception {
    try (TestServer server =
        TestServer.answering(ResponseMessage.of(200, HeaderList.EMPTY, null))) {
      assertThat(server.get("/").headers().firstValue("content-length")).contains("0");
    }
    try (TestServer server =
        TestServer.answering(ResponseMessage.of(204, HeaderList.EMPTY, null))) {
      assertThat(server.get("/").headers().firstValue("content-length")).isEmpty();
    }
  }

  @Test
  void headGetsTheHeadersOfGet() throws Exception {
    try (TestServer server = TestServer.answering("hello")) {
      HttpResponse<String> answer =
          server.send(HttpRequest.newBuilder(server.uri("/")).method("HEAD", noBody()).build());

      assertThat(answer.headers().firstValue("content-length")).contains("5");
      assertThat(answer.body()).isEmpty();
      assertThat(server.get("/").body()).isEqualTo("hello");
    }
  }

  @Test
  void aFailureIsAnsweredWith500AndTheConnectionGoesOn() throws Exception {
    try (TestServer server =
        new TestServer(request ->
            request.url().endsWith("/ok")
                ? CompletableFuture.completedFuture(TestServer.text("ok"))
                : CompletableFuture.failedFuture(new IllegalStateException("secret")))) {
      HttpResponse<String> answer = server.get("/");

      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(answer.body()).isEqualTo("Internal Server Error");
      assertThat(server.get("/ok").body()).isEqualTo("ok");
    }
  }

  @Test
  void pipelinedRequestsAreAnsweredInOrder() throws Exception {
    CompletableFuture<ResponseMessage> slow = new CompletableFuture<>();
    try (TestServer server =
            new TestServer(request ->
                request.url().endsWith("/1")
                    ? slow
                    : CompletableFuture.completedFuture(TestServer.text("second")));
        java.net.Socket socket = server.connect()) {
      String first = "GET /1 HTTP/1.1\r\nHost: x\r\n\r\n";
      String second = "GET /2 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(first.getBytes(StandardCharsets.US_ASCII));
      server.requests.take();
      socket.getOutputStream().write(second.getBytes(StandardCharsets.US_ASCII));
      slow.complete(TestServer.text("first"));

      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
          .containsSubsequence("first", "second");
    }
  }

  @Test
  void gzipIsAppliedWhereTheWorkerNamesItAndLeavesItToTheHost() throws Exception {
    HeaderList headers = HeaderList.ofPairs("Content-Encoding", "gzip");
    Body body = new Body.Bytes("plain".getBytes(StandardCharsets.US_ASCII));
    try (TestServer server = TestServer.answering(ResponseMessage.of(200, headers, body))) {
      byte[] answer = server.get("/").body().getBytes(StandardCharsets.ISO_8859_1);

      assertThat(new GZIPInputStream(new ByteArrayInputStream(answer)).readAllBytes())
          .asString()
          .isEqualTo("plain");
    }
  }

  @Test
  void anEncodedBodyPassesAsItIs() throws Exception {
    ResponseMessage response =
        new ResponseMessage(
            200,
            "",
            HeaderList.ofPairs("Content-Encoding", "gzip"),
            new Body.Bytes(new byte[] {1, 2, 3}),
            ResponseMessage.Encoding.MANUAL,
            null,
            false,
            null);
    try (TestServer server = TestServer.answering(response)) {
      assertThat(server.get("/").body()).isEqualTo("\u0001\u0002\u0003");
    }
  }

  @Test
  void closingWaitsForWhatRunsAndRefusesNewcomers() throws Exception {
    CompletableFuture<ResponseMessage> slow = new CompletableFuture<>();
    CompletableFuture<ResponseMessage> early =
        CompletableFuture.completedFuture(TestServer.text("before it closes"));
    try (TestServer server =
        new TestServer(request -> request.url().endsWith("/slow") ? slow : early)) {
      CompletableFuture<HttpResponse<String>> answer =
          server.client.sendAsync(
              HttpRequest.newBuilder(server.uri("/slow")).build(),
              HttpResponse.BodyHandlers.ofString());
      server.requests.take();
      CompletableFuture<Void> closed = CompletableFuture.runAsync(server.server::close);
      String refused = "";
      while (!refused.contains(" 503 ")) {
        refused = server.raw("GET / HTTP/1.1\r\nHost: x\r\nX: 1\r\nConnection: close\r\n\r\n");
      }
      slow.complete(TestServer.text("late"));

      assertThat(answer.get().body()).isEqualTo("late");
      closed.get();
    }
  }

  @Test
  void anAddressInUseIsAnIoException() throws Exception {
    try (TestServer server = TestServer.answering("")) {
      InetSocketAddress taken = server.server.address();
      Front front = Front.of(request -> new CompletableFuture<>(), url -> url);

      assertThat(
              org.assertj.core.api.Assertions.catchThrowable(() -> HttpServer.start(taken, front)))
          .isInstanceOf(java.io.IOException.class)
          .hasMessageContaining("in use");
    }
  }

  private static HttpRequest.BodyPublisher noBody() {
    return HttpRequest.BodyPublishers.noBody();
  }
}
