package dev.perdure.workers.spi;

import org.jspecify.annotations.Nullable;

/**
 * Which export of a worker an event is for. An object's isolate has only one and ignores it.
 *
 * @param name the name of the export
 * @param props {@code ctx.props} in V8's serialization format, or null for an empty object
 */
public record Entrypoint(String name, byte @Nullable [] props) {
  /** The default export without props. */
  public static final Entrypoint DEFAULT = new Entrypoint("default", null);
}
