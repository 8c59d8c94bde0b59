package dev.perdure.js.fetch;

import dev.perdure.workers.message.Body;
import dev.perdure.workers.message.ByteSource;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Reads a source to its end. One read is under way at a time, so no lock is needed. */
public final class Gathered {
  private final ByteSource source;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final CompletableFuture<byte[]> result = new CompletableFuture<>();

  /** Begins to read. */
  public Gathered(ByteSource source) {
    this.source = source;
    next();
  }

  /** All bytes of a body; none where there is none. */
  public static CompletableFuture<byte[]> bytes(@Nullable Body body) {
    return switch (body) {
      case null -> CompletableFuture.completedFuture(new byte[0]);
      case Body.Bytes whole -> CompletableFuture.completedFuture(whole.bytes());
      case Body.Stream stream -> new Gathered(stream.source()).result();
    };
  }

  /** All bytes of the source. */
  public CompletableFuture<byte[]> result() {
    return result;
  }

  private void next() {
    while (true) {
      CompletableFuture<@Nullable ByteBuffer> read = source.read();
      if (!read.isDone() || read.isCompletedExceptionally()) {
        read.whenComplete((chunk, thrown) -> {
          if (thrown != null) {
            result.completeExceptionally(thrown);
          } else if (take(chunk)) {
            next();
          }
        });
        return;
      }
      if (!take(read.join())) {
        return;
      }
    }
  }

  private boolean take(@Nullable ByteBuffer chunk) {
    if (chunk == null) {
      result.complete(bytes.toByteArray());
      return false;
    }
    byte[] copy = new byte[chunk.remaining()];
    chunk.get(copy);
    bytes.writeBytes(copy);
    return true;
  }
}
