package dev.perdure.storage.r2;

import dev.perdure.workers.message.ByteSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Parts of files one after the other, closed when they were read. One reader at a time. */
final class PieceSource implements ByteSource {
  /** A part of an open file. */
  record Piece(FileChannel file, long offset, long length) {}

  private static final int CHUNK = 1 << 16;

  private final Deque<Piece> pieces;
  private final long length;

  PieceSource(List<Piece> pieces) {
    this.pieces = new ArrayDeque<>(pieces);
    this.length = pieces.stream().mapToLong(Piece::length).sum();
  }

  @Override
  public OptionalLong length() {
    return OptionalLong.of(length);
  }

  @Override
  public CompletableFuture<@Nullable ByteBuffer> read() {
    try {
      return CompletableFuture.completedFuture(next());
    } catch (IOException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private @Nullable ByteBuffer next() throws IOException {
    Piece piece = pieces.poll();
    while (piece != null && piece.length() == 0) {
      piece.file().close();
      piece = pieces.poll();
    }
    if (piece == null) {
      return null;
    }
    ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(CHUNK, piece.length()));
    int count = piece.file().read(chunk, piece.offset());
    if (count < 0) {
      piece.file().close();
      throw new IOException("The file became shorter while it was read.");
    }
    pieces.addFirst(new Piece(piece.file(), piece.offset() + count, piece.length() - count));
    return chunk.flip();
  }

  @Override
  public void cancel(@Nullable Throwable reason) {
    try {
      for (Piece piece : pieces) {
        piece.file().close();
      }
      pieces.clear();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
