package dev.perdure.workers.message;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A value that was copied out of an isolate: V8's serialization format, and beside it the live
 * things that the value refers to by their place in the list. Whoever holds a payload owns what is
 * in it until it has rebuilt the value, or {@link #discard discards} it.
 *
 * @param bytes given away: nobody writes to it any more
 * @param lifetime disposed of by the receiver together with the value, or null
 */
public record Payload(
    byte[] bytes, List<Capability> capabilities, @Nullable RemoteTarget lifetime) {
  /** An empty array: what a call without arguments has. */
  public static final Payload NO_ARGUMENTS = of(new byte[] {(byte) 0xff, 15, 'A', 0, '$', 0, 0});

  /** The most bytes that arguments or a result may have. */
  public static final int MOST_BYTES = 32 << 20;

  public Payload {
    Objects.requireNonNull(bytes);
    capabilities = List.copyOf(capabilities);
  }

  /** A value that nobody on the other side wants to hear the end of. */
  public Payload(byte[] bytes, List<Capability> capabilities) {
    this(bytes, capabilities, null);
  }

  /** A value that refers to nothing live. */
  public static Payload of(byte[] bytes) {
    return new Payload(bytes, List.of());
  }

  /** Whether this is {@link #NO_ARGUMENTS} or a copy of it. */
  public boolean isEmptyArray() {
    return bytes.length == NO_ARGUMENTS.bytes.length && bytes[2] == 'A';
  }

  /** Gives back what is in a value that nobody will rebuild. */
  public void discard() {
    capabilities.forEach(Capability::discard);
    if (lifetime != null) {
      lifetime.dispose();
    }
  }
}
