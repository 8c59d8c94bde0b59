package dev.perdure.host.cli;

import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;

/** A host that answers requests. Thread-safe. */
public interface RunningHost extends AutoCloseable {
  /** Where it listens, with the port it took. */
  InetSocketAddress address();

  /** Completes when the host has ended, with an exception where it ended by a fault of its own. */
  CompletableFuture<Void> ended();

  /**
   * Takes no more requests, lets those that run finish, commits what they wrote and frees
   * everything. Returns when that is done; further calls have no effect.
   */
  @Override
  void close();
}
