package dev.perdure.workers.spi;

import org.jspecify.annotations.Nullable;

/** A class of objects that a worker exports, as what a facet is made of. Immutable. */
public interface ActorType {
  /** The same class, whose instances get {@code props} in V8's serialization format; or none. */
  ActorType with(byte @Nullable [] props);
}
