package dev.perdure.js.connect;

import dev.perdure.workers.message.ByteSource;
import dev.perdure.workers.message.Connection;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What comes over a connection that is being made. Thread-safe. */
final class ComingSource implements ByteSource {
  private final CompletableFuture<Connection> connection;
  private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();

  ComingSource(CompletableFuture<Connection> connection) {
    this.connection = connection;
  }

  /** Completes when the other side has ended its sending, and that was read. */
  CompletableFuture<@Nullable Void> ended() {
    return ended;
  }

  @Override
  public CompletableFuture<@Nullable ByteBuffer> read() {
    CompletableFuture<@Nullable ByteBuffer> answer = new CompletableFuture<>();
    connection.whenComplete((found, thrown) -> {
      if (thrown == null) {
        found.incoming().read().whenComplete((chunk, broken) -> settle(answer, chunk, broken));
      } else {
        settle(answer, null, thrown);
      }
    });
    return answer;
  }

  private void settle(
      CompletableFuture<@Nullable ByteBuffer> answer,
      @Nullable ByteBuffer chunk,
      @Nullable Throwable thrown) {
    if (thrown != null) {
      ended.completeExceptionally(thrown);
      answer.completeExceptionally(thrown);
      return;
    }
    if (chunk == null) {
      ended.complete(null);
    }
    answer.complete(chunk);
  }

  @Override
  public void cancel(@Nullable Throwable reason) {
    ended.complete(null);
    connection.thenAccept(found -> found.incoming().cancel(reason));
  }
}
