package dev.perdure.host.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.workers.message.Body;
import dev.perdure.workers.message.ByteSource;
import dev.perdure.workers.message.HeaderList;
import dev.perdure.workers.message.RequestMessage;
import dev.perdure.workers.message.ResponseMessage;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StreamingTest {
  private static final long MEGABYTE = 1024 * 1024;

  @Test
  void theHeadAndEachChunkGoOutWhenTheyAreMade() throws Exception {
    ScriptedSource source = new ScriptedSource(OptionalLong.empty());
    try (TestServer server = TestServer.answering(streaming(source));
        Socket socket = server.connect()) {
      write(socket, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
      InputStream in = socket.getInputStream();

      assertThat(TestServer.line(in)).isEqualTo("HTTP/1.1 200 OK");
      assertThat(TestServer.line(in)).isEqualTo("Transfer-Encoding: chunked");
      assertThat(TestServer.line(in)).isEmpty();
      source.next("one");
      assertThat(TestServer.line(in)).isEqualTo("03");
      assertThat(TestServer.line(in)).isEqualTo("one");
      source.next("second");
      assertThat(TestServer.line(in)).isEqualTo("06");
      assertThat(TestServer.line(in)).isEqualTo("second");
      source.end();
      assertThat(TestServer.line(in)).isEqualTo("0");
    }
  }

  @Test
  void aKnownLengthIsSaid() throws Exception {
    ScriptedSource source = new ScriptedSource(OptionalLong.of(6));
    source.next("abc");
    source.next("def");
    source.end();
    try (TestServer server = TestServer.answering(streaming(source))) {
      HttpResponse<String> answer = server.get("/");

      assertThat(answer.headers().firstValue("content-length")).contains("6");
      assertThat(answer.body()).isEqualTo("abcdef");
    }
  }

  @Test
  void aSourceThatBreaksBreaksTheConnection() throws Exception {
    ScriptedSource source = new ScriptedSource(OptionalLong.empty());
    source.next("abc");
    source.fail();
    try (TestServer server = TestServer.answering(streaming(source))) {
      assertThat(server.raw("GET / HTTP/1.1\r\nHost: x\r\n\r\n"))
          .contains("abc")
          .doesNotContain("\r\n0\r\n");
    }
  }

  @Test
  void aSourceThatGivesLessThanItSaidBreaksTheConnection() throws Exception {
    ScriptedSource source = new ScriptedSource(OptionalLong.of(6));
    source.next("abc");
    source.end();
    try (TestServer server = TestServer.answering(streaming(source))) {
      assertThat(server.raw("GET / HTTP/1.1\r\nHost: x\r\n\r\n")).endsWith("\r\n\r\nabc");
    }
  }

  @Test
  void aClientThatLeavesCancelsTheSource() throws Exception {
    ScriptedSource source = new ScriptedSource(OptionalLong.empty());
    try (TestServer server = TestServer.answering(streaming(source))) {
      try (Socket socket = server.connect()) {
        write(socket, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        TestServer.line(socket.getInputStream());
        socket.setSoLinger(true, 0);
      }
      RequestMessage request = server.requests.take();
      CompletableFuture<Void> cancelled = new CompletableFuture<>();
      request.cancellation().onCancel(() -> cancelled.complete(null));

      cancelled.get();
      source.next("for nobody");
      source.next("for nobody");
      source.cancelled.get();
    }
  }

  @Test
  void aClientThatLeavesBeforeTheAnswerCancelsTheRequest() throws Exception {
    try (TestServer server = new TestServer(request -> new CompletableFuture<>())) {
      RequestMessage request;
      try (Socket socket = server.connect()) {
        write(socket, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc");
        request = server.requests.take();
      }
      CompletableFuture<Void> cancelled = new CompletableFuture<>();
      request.cancellation().onCancel(() -> cancelled.complete(null));

      cancelled.get();
    }
  }

  @Test
  void aClientThatOnlyStopsSendingStillGetsItsAnswer() throws Exception {
    CompletableFuture<ResponseMessage> answer = new CompletableFuture<>();
    try (TestServer server = new TestServer(request -> answer);
        Socket socket = server.connect()) {
      write(socket, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
      socket.shutdownOutput();
      CompletableFuture<Void> cancelled = new CompletableFuture<>();
      server.requests.take().cancellation().onCancel(() -> cancelled.complete(null));
      cancelled.get();
      answer.complete(TestServer.text("still here"));

      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
          .endsWith("still here");
    }
  }

  @Test
  void aClientThatLeavesInTheMiddleOfItsBodyFailsTheReading() throws Exception {
    try (TestServer server = new TestServer(request -> new CompletableFuture<>())) {
      ByteSource body;
      try (Socket socket = server.connect()) {
        write(socket, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc");
        body = source(server.requests.take());
        assertThat(text(body.read().get())).isEqualTo("abc");
      }

      assertThat(Assertions.catchThrowable(() -> body.read().get()))
          .isInstanceOf(ExecutionException.class)
          .hasMessageContaining("Network connection lost.");
    }
  }

  @Test
  void aBodyCannotBeReadAfterTheResponse() throws Exception {
    try (TestServer server = TestServer.answering("early");
        Socket socket = server.connect()) {
      write(socket, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc");
      TestServer.line(socket.getInputStream());
      ByteSource body = source(server.requests.take());

      assertThat(Assertions.catchThrowable(() -> body.read().get()))
          .hasMessageContaining("Can't read from request stream after response has been sent.");
    }
  }

  @Test
  void aClientThatExpectsToBeAskedIsAskedWhenTheBodyIsRead() throws Exception {
    CompletableFuture<ResponseMessage> answer = new CompletableFuture<>();
    try (TestServer server = new TestServer(request -> answer);
        Socket socket = server.connect()) {
      write(
          socket,
          "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
      CompletableFuture<@Nullable ByteBuffer> chunk = source(server.requests.take()).read();
      InputStream in = socket.getInputStream();

      assertThat(TestServer.line(in)).isEqualTo("HTTP/1.1 100 Continue");
      assertThat(TestServer.line(in)).isEmpty();
      write(socket, "abc");
      assertThat(text(chunk.get())).isEqualTo("abc");
      answer.complete(TestServer.text("done"));
      assertThat(TestServer.line(in)).isEqualTo("HTTP/1.1 200 OK");
    }
  }

  @Test
  void anEchoAsksAClientThatExpectsIt() throws Exception {
    try (TestServer server = echo();
        Socket socket = server.connect()) {
      write(
          socket,
          "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
      InputStream in = socket.getInputStream();

      assertThat(TestServer.line(in)).isEqualTo("HTTP/1.1 100 Continue");
      assertThat(TestServer.line(in)).isEmpty();
      assertThat(TestServer.line(in)).isEqualTo("HTTP/1.1 200 OK");
      while (!TestServer.line(in).isEmpty()) {}
      write(socket, "abc");
      assertThat(in.readNBytes(3)).asString().isEqualTo("abc");
    }
  }

  @Test
  void aChunkedBodyIsReadWithoutItsFraming() throws Exception {
    try (TestServer server = echo()) {
      String answer =
          server.raw(
              """
              POST / HTTP/1.1
              Host: x
              Connection: close
              Transfer-Encoding: chunked

              3
              abc
              4;ext=1
              defg
              0

              """
                  .replace("\n", "\r\n"));

      assertThat(answer).endsWith("abcdefg");
    }
  }

  @Test
  void aLargeUploadThatIsEchoedKeepsItsOrderAndPiecesOfMemory() throws Exception {
    long size = 64 * MEGABYTE;
    try (TestServer server = echo();
        Socket socket = server.connect()) {
      write(
          socket,
          "POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: "
              + size
              + "\r\n\r\n");
      Thread sender = Thread.ofVirtual().start(() -> sendPattern(socket, size));
      InputStream in = socket.getInputStream();
      while (!TestServer.line(in).isEmpty()) {}

      assertThat(receivePattern(in)).isEqualTo(size);
      sender.join();
    }
  }

  @Test
  void aSlowClientHoldsTheSourceBack() throws Exception {
    AtomicLong given = new AtomicLong();
    try (TestServer server = TestServer.answering(streaming(endless(given)));
        Socket socket = server.connect()) {
      write(socket, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
      TestServer.line(socket.getInputStream());
      long before = -1;
      while (before != given.get()) {
        before = given.get();
        server.client.send(
            HttpRequest.newBuilder(server.uri("/")).method("HEAD", noBody()).build(),
            HttpResponse.BodyHandlers.discarding());
      }

      assertThat(given.get()).isLessThan(32 * MEGABYTE);
    }
  }

  private static HttpRequest.BodyPublisher noBody() {
    return HttpRequest.BodyPublishers.noBody();
  }

  private static TestServer echo() {
    return new TestServer(request ->
        CompletableFuture.completedFuture(
            ResponseMessage.of(200, HeaderList.EMPTY, request.body())));
  }

  private static ResponseMessage streaming(ByteSource source) {
    return ResponseMessage.of(200, HeaderList.EMPTY, new Body.Stream(source));
  }

  private static ByteSource endless(AtomicLong given) {
    return new ByteSource() {
      @Override
      public CompletableFuture<@Nullable ByteBuffer> read() {
        given.addAndGet(MEGABYTE);
        return CompletableFuture.completedFuture(ByteBuffer.allocate((int) MEGABYTE));
      }

      @Override
      public void cancel(@Nullable Throwable reason) {}
    };
  }

  private static ByteSource source(RequestMessage request) {
    if (request.body() instanceof Body.Stream stream) {
      return stream.source();
    }
    throw new AssertionError("The body '%s' is no stream.".formatted(request.body()));
  }

  private static String text(@Nullable ByteBuffer chunk) {
    return chunk == null ? "(end)" : StandardCharsets.US_ASCII.decode(chunk).toString();
  }

  private static void write(Socket socket, String text) throws Exception {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static void sendPattern(Socket socket, long size) {
    try {
      OutputStream out = socket.getOutputStream();
      byte[] block = new byte[65521];
      for (long sent = 0; sent < size; sent += block.length) {
        for (int i = 0; i < block.length; i++) {
          block[i] = pattern(sent + i);
        }
        out.write(block, 0, (int) Math.min(block.length, size - sent));
      }
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static byte pattern(long at) {
    return (byte) ((at * 31) >> 3);
  }

  private static long receivePattern(InputStream in) throws Exception {
    byte[] block = new byte[65536];
    long at = 0;
    for (int count = in.read(block); count > 0; count = in.read(block)) {
      for (int i = 0; i < count; i++) {
        if (block[i] != pattern(at + i)) {
          throw new AssertionError("Byte " + (at + i) + " is wrong.");
        }
      }
      at += count;
    }
    return at;
  }

  /** A source that gives what the test tells it to. */
  private static final class ScriptedSource implements ByteSource {
    final CompletableFuture<Void> cancelled = new CompletableFuture<>();
    private final OptionalLong length;
    private final LinkedBlockingQueue<CompletableFuture<@Nullable ByteBuffer>> given =
        new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<CompletableFuture<@Nullable ByteBuffer>> asked =
        new LinkedBlockingQueue<>();

    ScriptedSource(OptionalLong length) {
      this.length = length;
    }

    void next(String text) {
      give(
          CompletableFuture.completedFuture(
              ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII))));
    }

    void end() {
      give(CompletableFuture.completedFuture(null));
    }

    void fail() {
      give(CompletableFuture.failedFuture(new IllegalStateException("broken")));
    }

    private synchronized void give(CompletableFuture<@Nullable ByteBuffer> chunk) {
      CompletableFuture<@Nullable ByteBuffer> first = asked.poll();
      if (first == null) {
        given.add(chunk);
      } else if (chunk.isCompletedExceptionally()) {
        first.completeExceptionally(chunk.exceptionNow());
      } else {
        first.complete(chunk.resultNow());
      }
    }

    @Override
    public OptionalLong length() {
      return length;
    }

    @Override
    public synchronized CompletableFuture<@Nullable ByteBuffer> read() {
      CompletableFuture<@Nullable ByteBuffer> chunk = given.poll();
      if (chunk == null) {
        chunk = new CompletableFuture<>();
        asked.add(chunk);
      }
      return chunk;
    }

    @Override
    public void cancel(@Nullable Throwable reason) {
      cancelled.complete(null);
    }
  }
}
