package dev.perdure.host.actor;

import dev.perdure.workers.spi.ActorType;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A class of a worker of this host, as what facets are made of. Immutable.
 *
 * @param code the worker's code as it is when a facet starts
 */
public record FacetType(Supplier<ActorCode> code, String className, byte @Nullable [] props)
    implements ActorType {
  @Override
  public ActorType with(byte @Nullable [] given) {
    return new FacetType(code, className, given);
  }
}
