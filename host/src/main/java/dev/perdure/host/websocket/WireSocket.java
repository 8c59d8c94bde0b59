package dev.perdure.host.websocket;

import dev.perdure.workers.message.SocketEnd;
import io.undertow.connector.ByteBufferPool;
import io.undertow.connector.PooledByteBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;
import org.xnio.channels.StreamSinkChannel;

/**
 * One connection with a client: carries messages between it and an end of a socket. It stops
 * reading while the other side is behind. All state belongs to the connection's I/O thread, except
 * for what is queued to be sent.
 */
final class WireSocket {
  /** The largest message that a client may send. */
  static final int MOST_BYTES = 32 << 20;

  private static final long MOST_BEHIND = 1L << 20;
  private static final int MOST_PONGS = 64;
  private static final int GATHERED = 16;

  private enum After {
    MESSAGE,
    PONG,
    CLOSE,
    DROP
  }

  private record Outgoing(ByteBuffer bytes, After after) {}

  private final StreamConnection connection;
  private final ByteBufferPool buffers;
  private final SocketEnd end;
  private final boolean compresses;
  private final SharedFrames frames;
  private final FrameReader reader;
  private final Queue<Outgoing> queued = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean flushing = new AtomicBoolean();
  private final AtomicInteger pongs = new AtomicInteger();
  private final Deque<Outgoing> writing = new ArrayDeque<>(2);
  private boolean closeSent;
  private boolean over;

  WireSocket(
      StreamConnection connection,
      ByteBufferPool buffers,
      SocketEnd end,
      boolean compresses,
      SharedFrames frames) {
    this.connection = connection;
    this.buffers = buffers;
    this.end = end;
    this.compresses = compresses;
    this.frames = frames;
    this.reader = new FrameReader(true, compresses, MOST_BYTES, new FromClient());
  }

  /** Starts to carry messages. On the I/O thread. */
  void start() {
    connection.getSourceChannel().setReadListener(channel -> readable());
    connection.getSinkChannel().setWriteListener(channel -> flush());
    connection.getCloseSetter().set(channel -> gone());
    end.listen(new ToClient());
    connection.getSourceChannel().resumeReads();
    readable();
  }

  private void readable() {
    if (over) {
      return;
    }
    PooledByteBuffer pooled = buffers.allocate();
    try {
      ByteBuffer buffer = pooled.getBuffer();
      while (!over && !paused()) {
        buffer.clear();
        int count = connection.getSourceChannel().read(buffer);
        if (count == 0) {
          return;
        }
        if (count < 0) {
          gone();
          return;
        }
        reader.read(buffer.flip());
      }
    } catch (ProtocolException e) {
      over = true;
      end.fail(e.forGuest());
      send(Frames.close(e.code(), String.valueOf(e.getMessage())), After.DROP);
    } catch (IOException e) {
      gone();
    } finally {
      pooled.close();
    }
  }

  private boolean paused() {
    if (reader.closed() || end.backlog() <= MOST_BEHIND) {
      return false;
    }
    connection.getSourceChannel().suspendReads();
    end.whenCaughtUp(() ->
        onThread(() -> {
          if (!over) {
            connection.getSourceChannel().resumeReads();
            readable();
          }
        }));
    return true;
  }

  /** The connection is lost, or has come to its end. */
  private void gone() {
    if (!over) {
      over = true;
      end.abort();
    }
    IoUtils.safeClose(connection);
  }

  /** Both have sent a Close frame. */
  private void finish() {
    over = true;
    end.abort();
    IoUtils.safeClose(connection);
  }

  /** What the client sent, on its way to the end. */
  private final class FromClient implements FrameReader.Sink {
    @Override
    public void text(String message) {
      end.sendText(message);
    }

    @Override
    public void binary(byte[] message) {
      end.sendBinary(message);
    }

    @Override
    public void ping(byte[] content) {
      if (pongs.incrementAndGet() > MOST_PONGS) {
        // The client does not read what it asks for.
        pongs.decrementAndGet();
        return;
      }
      send(Frames.pong(content), After.PONG);
    }

    @Override
    public void close(int code, String reason) {
      end.close(code, reason);
      if (closeSent) {
        finish();
      }
    }
  }

  /** What the other end sent, on its way to the client. Called on any thread. */
  private final class ToClient implements SocketEnd.Listener {
    @Override
    public void text(String message) {
      send(frames.text(message, compresses), After.MESSAGE);
    }

    @Override
    public void binary(byte[] message) {
      send(frames.binary(message, compresses), After.MESSAGE);
    }

    @Override
    public void closed(int code, String reason, boolean clean) {
      if (clean) {
        send(Frames.close(code, reason), After.CLOSE);
      } else {
        send(ByteBuffer.allocate(0), After.DROP);
      }
    }

    @Override
    public void failed(String message) {
      send(ByteBuffer.allocate(0), After.DROP);
    }
  }

  private void send(ByteBuffer bytes, After after) {
    queued.add(new Outgoing(bytes, after));
    if (!flushing.getAndSet(true)) {
      onThread(this::flush);
    }
  }

  private void onThread(Runnable task) {
    try {
      connection.getIoThread().execute(task);
    } catch (RejectedExecutionException e) {
      // The server has stopped and the connection with it.
    }
  }

  private void flush() {
    flushing.set(false);
    Outgoing more = queued.poll();
    while (more != null) {
      writing.add(more);
      more = queued.poll();
    }
    try {
      write();
    } catch (IOException e) {
      gone();
    }
  }

  private void write() throws IOException {
    StreamSinkChannel sink = connection.getSinkChannel();
    while (!writing.isEmpty()) {
      long written = writing.size() == 1 ? sink.write(writing.element().bytes()) : gather(sink);
      Outgoing first = writing.peek();
      while (first != null && !first.bytes().hasRemaining()) {
        writing.remove();
        written(first.after());
        first = writing.peek();
      }
      if (first != null && written == 0) {
        sink.resumeWrites();
        return;
      }
    }
    if (sink.flush()) {
      sink.suspendWrites();
    } else {
      sink.resumeWrites();
    }
  }

  private long gather(StreamSinkChannel sink) throws IOException {
    ByteBuffer[] gathered =
        writing.stream().limit(GATHERED).map(Outgoing::bytes).toArray(ByteBuffer[]::new);
    return sink.write(gathered, 0, gathered.length);
  }

  private void written(After after) throws IOException {
    switch (after) {
      case MESSAGE -> end.taken();
      case PONG -> pongs.decrementAndGet();
      case CLOSE -> {
        closeSent = true;
        if (reader.closed()) {
          connection.getSinkChannel().flush();
          finish();
        }
      }
      case DROP -> {
        connection.getSinkChannel().flush();
        over = true;
        IoUtils.safeClose(connection);
      }
    }
  }
}
