package dev.perdure.workers.spi;

import java.util.concurrent.CompletableFuture;

/**
 * Ends instances of objects where a test wants it, as the module {@code workerd:unsafe} offers it.
 * Thread-safe. What fails does so with the platform's words.
 */
public interface Evictions {
  /** Resets every object; stubs that were used are broken. */
  CompletableFuture<Void> abortAll();

  /** Resets every object and deletes what it has kept. */
  CompletableFuture<Void> deleteAll();

  /**
   * Lets go of every instance once nothing happens in it.
   *
   * @param closeSockets whether sockets that hibernate are dropped rather than kept
   */
  CompletableFuture<Void> evictAll(boolean closeSockets);

  /** Lets go of the instance behind a stub's channel once nothing happens in it. */
  CompletableFuture<Void> evict(Channel stub, boolean closeSockets);
}
