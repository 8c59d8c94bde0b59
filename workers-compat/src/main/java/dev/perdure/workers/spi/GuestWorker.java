package dev.perdure.workers.spi;

import dev.perdure.workers.compat.CompatFlags;
import java.util.List;

/** A worker's code, ready to be run in any number of isolates. Thread-safe. */
public interface GuestWorker extends AutoCloseable {
  /** The compatibility date and flags of the worker. */
  CompatFlags flags();

  /** Those of its exports that are known before anything has run. */
  default List<Export> knownExports() {
    return List.of();
  }

  /** A new isolate in which nothing has run yet. May be called on any thread. */
  Isolate isolate(IsolateHost host);

  /** Frees what the code holds, once its last isolate is closed. */
  @Override
  void close();
}
