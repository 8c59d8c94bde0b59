package dev.perdure.host.assets;

import dev.perdure.workers.message.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The bytes of a file, read when they are asked for. One reader at a time. */
final class FileSource implements ByteSource {
  private static final int CHUNK = 1 << 16;

  private final FileChannel channel;
  private final Executor threads;
  private final long length;
  private long left;

  /** Opens the file; as many bytes are given as it has now. */
  FileSource(Path file, Executor threads) throws IOException {
    this.channel = FileChannel.open(file, StandardOpenOption.READ);
    this.threads = threads;
    this.length = channel.size();
    this.left = length;
  }

  @Override
  public OptionalLong length() {
    return OptionalLong.of(length);
  }

  @Override
  public CompletableFuture<@Nullable ByteBuffer> read() {
    return CompletableFuture.supplyAsync(this::next, threads);
  }

  private @Nullable ByteBuffer next() {
    try {
      if (left == 0) {
        channel.close();
        return null;
      }
      ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(CHUNK, left));
      if (channel.read(chunk) < 0) {
        channel.close();
        throw new IllegalStateException("The file became shorter while it was sent.");
      }
      left -= chunk.position();
      return chunk.flip();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Override
  public void cancel(@Nullable Throwable reason) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
