package dev.perdure.workers.message;

import java.util.List;
import java.util.Objects;

/**
 * A value that was copied out of an isolate: V8's serialization format, and beside it the live
 * things that the value refers to by their place in the list.
 *
 * @param bytes given away: nobody writes to it any more
 */
public record Payload(byte[] bytes, List<Capability> capabilities) {
  public Payload {
    Objects.requireNonNull(bytes);
    capabilities = List.copyOf(capabilities);
  }

  /** A value that refers to nothing live. */
  public static Payload of(byte[] bytes) {
    return new Payload(bytes, List.of());
  }
}
