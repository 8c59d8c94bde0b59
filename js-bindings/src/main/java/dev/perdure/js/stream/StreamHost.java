package dev.perdure.js.stream;

import dev.perdure.js.fetch.Gathered;
import dev.perdure.js.scope.Realm;
import dev.perdure.workers.message.ByteSource;
import dev.perdure.workers.message.GuestException;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/** What {@code lib/streams.js} calls. Sources are opaque to the script. */
public final class StreamHost {
  private final Realm realm;

  public StreamHost(Realm realm) {
    this.realm = realm;
  }

  /**
   * Asks for a chunk: an {@code ArrayBuffer} or, at the end, null where the answer is there
   * already; else a future of it.
   */
  @HostAccess.Export
  public @Nullable Object read(Object source) {
    CompletableFuture<@Nullable ByteBuffer> chunk = ((ByteSource) source).read();
    if (!chunk.isDone() || chunk.isCompletedExceptionally()) {
      return chunk;
    }
    ByteBuffer bytes = chunk.join();
    return bytes == null ? null : realm.arrayBuffer(bytes);
  }

  /** A future of all bytes that are left. */
  @HostAccess.Export
  public Object readAll(Object source) {
    return new Gathered((ByteSource) source).result();
  }

  /** Ends the reading. */
  @HostAccess.Export
  public void cancel(Object source, Value reason) {
    ((ByteSource) source).cancel(reason.isNull() ? null : new GuestException(realm.toData(reason)));
  }

  /** The number of bytes of a source, or -1. */
  @HostAccess.Export
  public double length(Object source) {
    OptionalLong length = ((ByteSource) source).length();
    return length.isPresent() ? length.getAsLong() : -1;
  }

  /**
   * A source whose chunks come from a script.
   *
   * @param length the number of bytes in all, or -1
   * @param pull asks the script for chunks, which it gives to the source
   * @param cancel tells the script that nobody reads any more
   */
  @HostAccess.Export
  public Object source(double length, Value pull, Value cancel) {
    return new StreamSource(
        realm, length < 0 ? OptionalLong.empty() : OptionalLong.of((long) length), pull, cancel);
  }
}
