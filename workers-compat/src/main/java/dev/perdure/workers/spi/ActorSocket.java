package dev.perdure.workers.spi;

import dev.perdure.workers.message.SocketEnd;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket that an object has accepted for hibernation: it lives in the host and outlasts the
 * object's isolate. Confined to the isolate's thread.
 */
public interface ActorSocket {
  /** The most bytes that may be attached to a socket. */
  int MOST_ATTACHED = 16_384;

  /** A number that no other socket of the object has. */
  long number();

  /** Where to send. Nobody but the host listens. */
  SocketEnd end();

  /** The tags, without repetition, in the order given. */
  List<String> tags();

  /** What the guest attached in V8's serialization format, or null. */
  byte @Nullable [] attachment();

  /** Replaces the attachment. */
  void attach(byte[] attachment);

  /** When a message was last answered automatically, or null. */
  @Nullable Instant autoResponseTime();

  /** Whether the guest has closed its side. */
  boolean closedOutgoing();

  /** Notes that the guest closes its side. */
  void closeOutgoing();
}
