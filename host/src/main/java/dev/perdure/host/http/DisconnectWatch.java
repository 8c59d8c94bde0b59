package dev.perdure.host.http;

import dev.perdure.workers.message.Cancellation;
import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpServerConnection;
import java.io.IOException;
import org.xnio.conduits.StreamSourceConduit;

/**
 * Notices that a client goes away while its request runs. Once the request has been read nothing
 * else reads from the connection until the response has been written, so this does: an end or a
 * fault cancels the request; the first bytes of a next request are given back to the connection. A
 * client that only closed its sending side still gets its answer. All state belongs to the
 * connection's I/O thread.
 */
final class DisconnectWatch {
  private final HttpServerExchange exchange;
  private final Cancellation cancellation;

  DisconnectWatch(HttpServerExchange exchange, Cancellation cancellation) {
    this.exchange = exchange;
    this.cancellation = cancellation;
  }

  /** Starts, once the request has been read to its end. */
  void start() {
    if (!(exchange.getConnection() instanceof HttpServerConnection connection)
        || connection.getExtraBytes() != null) {
      return;
    }
    connection.getChannel().getSourceChannel().setReadListener(channel -> look(connection));
    // The conduit below the request's own, which only repeats that the request has ended.
    connection.getOriginalSourceConduit().resumeReads();
  }

  /** Says that the client has gone. */
  void disconnected() {
    if (cancellation != Cancellation.never()) {
      cancellation.cancel();
    }
  }

  private void look(HttpServerConnection connection) {
    StreamSourceConduit source = connection.getOriginalSourceConduit();
    if (connection.getExtraBytes() != null) {
      source.suspendReads();
      return;
    }
    PooledByteBuffer pooled = connection.getByteBufferPool().allocate();
    boolean kept = false;
    try {
      int count = source.read(pooled.getBuffer());
      if (count > 0) {
        pooled.getBuffer().flip();
        connection.ungetRequestBytes(pooled);
        kept = true;
      }
      if (count != 0) {
        source.suspendReads();
      }
      if (count < 0) {
        disconnected();
      }
    } catch (IOException e) {
      source.suspendReads();
      disconnected();
    } finally {
      if (!kept) {
        pooled.close();
      }
    }
  }
}
