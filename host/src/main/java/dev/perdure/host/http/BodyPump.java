package dev.perdure.host.http;

import dev.perdure.workers.message.ByteSource;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.xnio.channels.StreamSinkChannel;

/**
 * Writes a stream to a connection, one chunk at a time: the next one is asked for when the last one
 * has been taken by the network. Confined to the connection's I/O thread.
 */
final class BodyPump {
  /** What comes after the last chunk. */
  interface Broken {
    /** The stream cannot be completed, be it that the client has gone or that its source broke. */
    void broken(boolean byClient);
  }

  private final HttpServerExchange exchange;
  private final ByteSource source;
  private final Runnable finished;
  private final Broken broken;
  private final StreamSinkChannel channel;
  private @Nullable ByteBuffer chunk;
  private boolean asking;
  private boolean last;
  private boolean over;

  BodyPump(HttpServerExchange exchange, ByteSource source, Runnable finished, Broken broken) {
    this.exchange = exchange;
    this.source = source;
    this.finished = finished;
    this.broken = broken;
    this.channel = exchange.getResponseChannel();
  }

  /** Sends the head and then what the source gives. */
  void start() {
    channel.getWriteSetter().set(sink -> advance());
    advance();
  }

  private void advance() {
    try {
      while (!over) {
        if (chunk != null && chunk.hasRemaining()) {
          if (channel.write(chunk) == 0) {
            channel.resumeWrites();
            return;
          }
        } else if (last) {
          end();
          return;
        } else if (asking || !ask()) {
          return;
        }
      }
    } catch (IOException | RuntimeException e) {
      fail(e, e instanceof IOException);
    }
  }

  /** Asks for a chunk; false where it will come later. */
  private boolean ask() throws IOException {
    chunk = null;
    asking = true;
    CompletableFuture<@Nullable ByteBuffer> next = source.read();
    if (next.isDone()) {
      take(next);
      return true;
    }
    // What has been written so far goes out while the source takes its time.
    if (channel.flush()) {
      channel.suspendWrites();
    } else {
      channel.resumeWrites();
    }
    next.whenComplete((bytes, fault) ->
        IoThread.run(
            exchange,
            () -> {
              take(next);
              advance();
            }));
    return false;
  }

  private void take(CompletableFuture<@Nullable ByteBuffer> next) {
    asking = false;
    if (next.isCompletedExceptionally()) {
      fail(next.exceptionNow(), false);
      return;
    }
    chunk = next.resultNow();
    last = chunk == null;
  }

  private void end() throws IOException {
    channel.shutdownWrites();
    if (channel.flush()) {
      over = true;
      channel.suspendWrites();
      finished.run();
    } else {
      channel.resumeWrites();
    }
  }

  private void fail(Throwable fault, boolean byClient) {
    if (over) {
      return;
    }
    over = true;
    source.cancel(fault);
    broken.broken(byClient);
  }
}
