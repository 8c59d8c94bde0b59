package dev.perdure.host.java;

import dev.perdure.workers.WorkerException;
import dev.perdure.workers.message.ByteSource;
import dev.perdure.workers.spi.EventLoop;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What comes in, as a guest reads it: reading waits, as {@code await} does. */
final class SourceStream extends InputStream {
  private final Fibers fibers;
  private final ByteSource source;
  private @Nullable ByteBuffer chunk;
  private boolean touched;
  private boolean ended;

  SourceStream(Fibers fibers, ByteSource source) {
    this.fibers = fibers;
    this.source = source;
  }

  /** The source itself, for somebody else to read; null where a part was read here. */
  @Nullable ByteSource untouched() {
    if (touched) {
      return null;
    }
    touched = true;
    ended = true;
    return source;
  }

  private boolean fill() throws IOException {
    touched = true;
    while (!ended && (chunk == null || !chunk.hasRemaining())) {
      try {
        CompletableFuture<@Nullable ByteBuffer> next = fibers.call(source::read);
        chunk = fibers.await(next, EventLoop.Kind.STREAM);
      } catch (WorkerException e) {
        ended = true;
        throw new IOException(e.message(), e);
      }
      ended = chunk == null;
    }
    return !ended;
  }

  @Override
  public int read() throws IOException {
    return fill() ? Objects.requireNonNull(chunk).get() & 0xff : -1;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    ByteBuffer from = Objects.requireNonNull(chunk);
    int count = Math.min(length, from.remaining());
    from.get(bytes, offset, count);
    return count;
  }

  @Override
  public int available() {
    return chunk == null ? 0 : chunk.remaining();
  }

  @Override
  public void close() {
    if (!ended) {
      ended = true;
      source.cancel(null);
    }
  }
}
