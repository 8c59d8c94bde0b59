package dev.perdure.workers.spi;

import dev.perdure.workers.id.ActorId;

/** The objects of one class, as a binding reaches them. Thread-safe. */
public interface ActorNamespace {
  /** The id that {@code name} always has. */
  ActorId idFromName(String name);

  /** An id that was never given out before. */
  ActorId newUniqueId();

  /** Reads an id that was written as text; a {@code TypeError} if it is of another namespace. */
  ActorId idFromString(String text);

  /** A way to the object; nothing is started yet. */
  Channel open(ActorId id);
}
