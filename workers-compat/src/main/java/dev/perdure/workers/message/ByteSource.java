package dev.perdure.workers.message;

import java.nio.ByteBuffer;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that arrive over time and are taken by one reader, who sets the pace.
 *
 * <p>Thread-safe in the sense that reader and writer may be different threads; the reader asks for
 * one chunk at a time.
 */
public interface ByteSource {
  /** The number of bytes in all, where it is known before they arrive. */
  default OptionalLong length() {
    return OptionalLong.empty();
  }

  /**
   * Asks for the next chunk: a buffer with at least one byte that is the reader's to keep, or null
   * after the last. The future may complete on any thread, with an exception if the source broke
   * (then a {@link GuestException} where a guest caused it). Asking again before it has completed
   * is a fault of the caller.
   */
  CompletableFuture<@Nullable ByteBuffer> read();

  /** Ends the reading; what has not been read is dropped. Further calls have no effect. */
  void cancel(@Nullable Throwable reason);
}
