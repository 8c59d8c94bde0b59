package dev.perdure.workers;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One end of a WebSocket. What is sent leaves once the writes before it are durable, in order.
 *
 * @see <a href="https://developers.cloudflare.com/workers/runtime-apis/websockets/">WebSockets</a>
 */
public interface WebSocket {
  /** Hears what arrives on a socket that is not hibernated. */
  interface Listener {
    /**
     * A text message arrived.
     *
     * @throws Exception for whatever goes wrong: it ends the connection
     */
    default void text(WebSocket socket, String message) throws Exception {}

    /**
     * A binary message arrived.
     *
     * @throws Exception for whatever goes wrong: it ends the connection
     */
    default void binary(WebSocket socket, byte[] message) throws Exception {}

    /**
     * The other end closed, or vanished: then with code 1006.
     *
     * @throws Exception for whatever goes wrong; it is logged
     */
    default void closed(WebSocket socket, int code, String reason, boolean wasClean)
        throws Exception {}

    /**
     * The connection broke.
     *
     * @throws Exception for whatever goes wrong; it is logged
     */
    default void failed(WebSocket socket, WorkerException error) throws Exception {}
  }

  /**
   * Begins to hear messages in this instance, which is kept in memory while the socket is open. For
   * sockets that outlast the instance see {@link DurableObjectState#acceptWebSocket}.
   */
  void accept(Listener listener);

  /** Sends a text message. */
  void send(String message);

  /** Sends a binary message. */
  void send(byte[] message);

  /** Closes this side without a code. */
  void close();

  /** Closes this side. */
  void close(int code, @Nullable String reason);

  /** The tags it was accepted with for hibernation. */
  List<String> tags();

  /** Keeps a value of at most 16,384 bytes with the socket, beyond hibernation. */
  void serializeAttachment(@Nullable Object value);

  /** The value that was kept, as a record or another type. */
  <T> Optional<T> deserializeAttachment(Class<T> type);

  /** When a message was last answered without the object. */
  Optional<Instant> autoResponseTimestamp();
}
