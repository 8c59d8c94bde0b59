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
    return connection
        .thenCompose(found -> found.incoming().read())
        .whenComplete((chunk, thrown) -> {
          if (thrown != null) {
            ended.completeExceptionally(thrown);
          } else if (chunk == null) {
            ended.complete(null);
          }
        });
  }

  @Override
  public void cancel(@Nullable Throwable reason) {
    ended.complete(null);
    connection.thenAccept(found -> found.incoming().cancel(reason));
  }
}
