package dev.perdure.host.http;

import dev.perdure.workers.message.Body;
import dev.perdure.workers.message.ByteSource;
import dev.perdure.workers.message.GuestException;
import io.undertow.io.IoCallback;
import io.undertow.io.Sender;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpContinue;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.xnio.channels.StreamSourceChannel;

/**
 * The body of a request as its client sends it: nothing is read from the connection before somebody
 * asks for it. All state belongs to the connection's I/O thread.
 */
final class RequestBody implements ByteSource {
  private static final int CHUNK = 64 * 1024;

  /** One buffer a thread to read into; what was read is copied out in its exact size. */
  private static final ThreadLocal<ByteBuffer> SCRATCH =
      ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(CHUNK));

  private final HttpServerExchange exchange;
  private final StreamSourceChannel channel;
  private final DisconnectWatch watch;
  private final OptionalLong length;
  private @Nullable ByteBuffer first;
  private @Nullable CompletableFuture<@Nullable ByteBuffer> waiting;
  private @Nullable Throwable fault;
  private boolean ended;
  private boolean continueOwed;

  RequestBody(HttpServerExchange exchange, DisconnectWatch watch) {
    this.exchange = exchange;
    this.watch = watch;
    this.channel = exchange.getRequestChannel();
    this.continueOwed = HttpContinue.requiresContinueResponse(exchange);
    String text = exchange.getRequestHeaders().getFirst(Headers.CONTENT_LENGTH);
    this.length = text == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
  }

  /** Whether the headers say that there is a body, be it an empty one. */
  static boolean announced(HttpServerExchange exchange) {
    HeaderMap headers = exchange.getRequestHeaders();
    return headers.contains(Headers.CONTENT_LENGTH) || headers.contains(Headers.TRANSFER_ENCODING);
  }

  @Override
  public OptionalLong length() {
    return length;
  }

  /** The whole body where it is small and has arrived with the headers, else null. */
  Body.@Nullable Bytes takeIfThere() {
    if (length.isEmpty() || length.getAsLong() > CHUNK || continueOwed) {
      return null;
    }
    try {
      byte[] bytes = readAvailable((int) length.getAsLong());
      if (bytes.length == length.getAsLong()) {
        // Undertow notices the end only when it is asked for more.
        end(channel.read(SCRATCH.get().clear()));
        return new Body.Bytes(bytes);
      }
      first = bytes.length == 0 ? null : ByteBuffer.wrap(bytes);
    } catch (IOException e) {
      lost();
    }
    return null;
  }

  @Override
  public CompletableFuture<@Nullable ByteBuffer> read() {
    CompletableFuture<@Nullable ByteBuffer> chunk = new CompletableFuture<>();
    IoThread.run(exchange, () -> start(chunk));
    return chunk;
  }

  private void start(CompletableFuture<@Nullable ByteBuffer> chunk) {
    if (waiting != null) {
      chunk.completeExceptionally(new IllegalStateException("The last chunk is still awaited."));
    } else if (fault != null) {
      chunk.completeExceptionally(fault);
    } else if (first != null) {
      ByteBuffer taken = first;
      first = null;
      chunk.complete(taken);
    } else if (ended) {
      chunk.complete(null);
    } else {
      waiting = chunk;
      sendContinue(this::pull);
    }
  }

  /** Tells a client that waits for it to go on, then runs {@code next}. */
  void sendContinue(Runnable next) {
    if (!continueOwed || ended || fault != null) {
      next.run();
      return;
    }
    continueOwed = false;
    HttpContinue.sendContinueResponse(
        exchange,
        new IoCallback() {
          @Override
          public void onComplete(HttpServerExchange done, Sender sender) {
            IoThread.run(exchange, next);
          }

          @Override
          public void onException(
              HttpServerExchange failed, @Nullable Sender sender, IOException e) {
            lost();
          }
        });
  }

  /** Whether the client still waits to be told to send the body. */
  boolean continueOwed() {
    return continueOwed;
  }

  private void pull() {
    CompletableFuture<@Nullable ByteBuffer> chunk = waiting;
    if (chunk == null) {
      return;
    }
    try {
      byte[] bytes = readAvailable(CHUNK);
      if (bytes.length > 0) {
        waiting = null;
        channel.suspendReads();
        chunk.complete(ByteBuffer.wrap(bytes));
      } else if (ended) {
        waiting = null;
        chunk.complete(null);
      } else {
        channel.getReadSetter().set(source -> pull());
        channel.resumeReads();
      }
    } catch (IOException e) {
      lost();
    }
  }

  /** What the connection has at hand, up to {@code limit} bytes. */
  private byte[] readAvailable(int limit) throws IOException {
    ByteBuffer scratch = SCRATCH.get().clear().limit(limit);
    int count = 1;
    while (count > 0 && scratch.hasRemaining()) {
      count = channel.read(scratch);
    }
    end(count);
    scratch.flip();
    byte[] bytes = new byte[scratch.remaining()];
    scratch.get(bytes);
    return bytes;
  }

  private void end(int count) {
    if (count == -1 && !ended) {
      ended = true;
      watch.start();
    }
  }

  private void lost() {
    fail(GuestException.connectionLost());
    watch.disconnected();
  }

  private void fail(Throwable reason) {
    if (fault == null) {
      fault = reason;
    }
    first = null;
    CompletableFuture<@Nullable ByteBuffer> chunk = waiting;
    waiting = null;
    if (chunk != null) {
      chunk.completeExceptionally(fault);
    }
  }

  /** Says that the response is complete, after which nobody may read on. */
  void responseSent() {
    if (!ended && fault == null) {
      fail(
          GuestException.typeError("Can't read from request stream after response has been sent."));
    }
  }

  @Override
  public void cancel(@Nullable Throwable reason) {
    IoThread.run(
        exchange, () -> fail(reason == null ? new IOException("The body was dropped.") : reason));
  }
}
