package dev.perdure.js.fetch;

import dev.perdure.workers.message.ByteSource;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Bytes that are all there, given as one chunk. Confined to its reader. */
final class WholeSource implements ByteSource {
  private byte @Nullable [] bytes;
  private final int length;

  WholeSource(byte[] bytes) {
    this.bytes = bytes;
    this.length = bytes.length;
  }

  @Override
  public OptionalLong length() {
    return OptionalLong.of(length);
  }

  @Override
  public CompletableFuture<@Nullable ByteBuffer> read() {
    byte[] chunk = bytes;
    bytes = null;
    return CompletableFuture.completedFuture(
        chunk == null || chunk.length == 0 ? null : ByteBuffer.wrap(chunk));
  }

  @Override
  public void cancel(@Nullable Throwable reason) {
    bytes = null;
  }
}
