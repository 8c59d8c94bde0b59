package dev.perdure.host.config;

import java.util.Optional;

/** A declared export of a worker's entry module. */
public sealed interface ExportEntry {

  /** How a Durable Object class keeps its data. */
  enum Storage {
    /** A SQLite database per object. */
    SQLITE,
    /** Key-value storage only. */
    LEGACY_KV
  }

  /** A named entrypoint. */
  record Entrypoint() implements ExportEntry {}

  /** A Durable Object class that exists. */
  record Created(Storage storage) implements ExportEntry {}

  /** A Durable Object class that is deleted with its objects. */
  record Deleted() implements ExportEntry {}

  /** A Durable Object class that got a new name. */
  record Renamed(String to) implements ExportEntry {}

  /** A Durable Object class that another worker took over. */
  record Transferred(String toScript) implements ExportEntry {}

  /** A Durable Object class that this worker takes over. */
  record ExpectingTransfer(Storage storage, Optional<String> from) implements ExportEntry {}
}
