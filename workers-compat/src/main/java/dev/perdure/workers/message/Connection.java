package dev.perdure.workers.message;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Bytes in both directions, as {@code connect()} gives them. Thread-safe. */
public interface Connection {
  /** What the other side sends. */
  ByteSource incoming();

  /** The address of the other side, or null where it has none. */
  @Nullable String remoteAddress();

  /**
   * Goes on with TLS on the same connection. What was sent before must have left.
   *
   * @param host the name that the certificate must be for
   * @param outgoing what this side sends from now on
   */
  CompletableFuture<Connection> startTls(String host, ByteSource outgoing);
}
