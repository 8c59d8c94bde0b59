package dev.perdure.host.java;

import dev.perdure.workers.DurableObjectId;
import dev.perdure.workers.id.ActorId;
import org.jspecify.annotations.Nullable;

/** An id as a guest holds it. */
record IdView(ActorId id) implements DurableObjectId {
  @Override
  public @Nullable String name() {
    return id.name();
  }

  @Override
  public String toString() {
    return id.hex();
  }
}
