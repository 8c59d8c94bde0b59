package dev.perdure.host.java;

import dev.perdure.workers.message.ByteSource;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What a guest writes to a connection; a task of its own sends it on. On fibers of the isolate. */
final class Sending extends OutputStream {
  private static final int MOST_UNDER_WAY = 64 << 10;

  private final Fibers fibers;
  private final GuestSource source;
  private final Deque<byte[]> chunks = new ArrayDeque<>();
  private int size;
  private boolean ended;
  private boolean broken;
  // What the task waits for, and what writers wait for.
  private CompletableFuture<@Nullable Void> more = new CompletableFuture<>();
  private CompletableFuture<@Nullable Void> less = new CompletableFuture<>();

  Sending(JavaRealm realm) {
    this.fibers = realm.fibers();
    this.source = new GuestSource(realm, this::send);
  }

  /** What the other side reads. */
  ByteSource source() {
    return source;
  }

  private void send(OutputStream out) throws IOException {
    try {
      while (!(chunks.isEmpty() && ended)) {
        byte[] chunk = chunks.peek();
        if (chunk == null) {
          more = new CompletableFuture<>();
          fibers.join(more);
          continue;
        }
        out.write(chunk, 0, chunk.length);
        chunks.remove();
        size -= chunk.length;
        less.complete(null);
      }
    } catch (IOException e) {
      broken = true;
      less.complete(null);
      throw e;
    }
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    check();
    if (length == 0) {
      return;
    }
    chunks.add(Arrays.copyOfRange(bytes, offset, offset + length));
    size += length;
    more.complete(null);
    untilAtMost(MOST_UNDER_WAY);
  }

  @Override
  public void flush() throws IOException {
    untilAtMost(0);
  }

  private void untilAtMost(int bytes) throws IOException {
    while (size > bytes) {
      check();
      less = new CompletableFuture<>();
      fibers.join(less);
    }
  }

  private void check() throws IOException {
    if (broken) {
      throw new IOException("The other side of this connection does not read any more.");
    }
    if (ended) {
      throw new IOException("This side of the connection has ended its sending.");
    }
  }

  @Override
  public void close() {
    ended = true;
    more.complete(null);
  }
}
