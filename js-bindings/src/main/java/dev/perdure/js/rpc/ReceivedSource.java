package dev.perdure.js.rpc;

import dev.perdure.workers.message.ByteSource;
import dev.perdure.workers.message.GuestException;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A stream that came over RPC: its reader hears that it broke, not why. Thread-safe as its origin.
 */
record ReceivedSource(ByteSource origin) implements ByteSource {
  @Override
  public OptionalLong length() {
    return origin.length();
  }

  @Override
  public CompletableFuture<@Nullable ByteBuffer> read() {
    return origin
        .read()
        .exceptionallyCompose(thrown ->
            CompletableFuture.failedFuture(
                GuestException.error(
                    "ReadableStream received over RPC disconnected prematurely.")));
  }

  @Override
  public void cancel(@Nullable Throwable reason) {
    origin.cancel(reason);
  }
}
