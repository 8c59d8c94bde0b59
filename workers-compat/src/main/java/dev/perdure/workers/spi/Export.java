package dev.perdure.workers.spi;

import java.util.Objects;
import java.util.Set;

/**
 * Something the main module of a worker exports.
 *
 * @param name the name of the export, {@code default} included
 * @param handlers the names of the handlers that it has ({@code fetch}, {@code alarm}, ...)
 */
public record Export(String name, Kind kind, Set<String> handlers) {
  /** What can be made of it. */
  public enum Kind {
    /** A plain object with handlers. */
    OBJECT,
    /** A class that extends WorkerEntrypoint. */
    ENTRYPOINT_CLASS,
    /** A class that extends DurableObject. */
    ACTOR_CLASS,
    /** A class that extends neither: usable as a Durable Object without RPC. */
    PLAIN_CLASS,
    /** Anything else. */
    OTHER
  }

  public Export {
    Objects.requireNonNull(name);
    Objects.requireNonNull(kind);
    handlers = Set.copyOf(handlers);
  }

  /** Whether a Durable Object can be made of it. */
  public boolean canBeActor() {
    return kind == Kind.ACTOR_CLASS || kind == Kind.PLAIN_CLASS;
  }
}
