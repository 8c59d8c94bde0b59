package dev.perdure.workers;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A queue to send to. Calls wait until the message is kept durably; other events may run meanwhile.
 *
 * @see <a
 *     href="https://developers.cloudflare.com/queues/configuration/javascript-apis/#queue">Queue</a>
 */
public interface WorkerQueue {
  /** How a body travels. */
  enum ContentType {
    /** As JSON, what consumers in all languages and pull consumers read. */
    JSON,
    /** As UTF-8 text; the body is a {@code String}. */
    TEXT,
    /** As it is; the body is a {@code byte[]}. */
    BYTES,
    /** As a structured clone, with all types that go over RPC by value. */
    V8
  }

  /**
   * A message to be sent.
   *
   * @param body a record or another value that the type can hold
   * @param contentType how it travels
   * @param delay how long it is held back, or null
   */
  record Message(@Nullable Object body, ContentType contentType, @Nullable Duration delay) {
    /** A message as JSON, at once. */
    public static Message of(Object body) {
      return new Message(body, ContentType.JSON, null);
    }
  }

  /** Sends several messages, all or none. */
  void sendBatch(List<Message> messages);

  /** Sends one message. */
  void send(Message message);

  /** Sends a record or another value as JSON. */
  default void send(Object body) {
    send(body instanceof Message message ? message : Message.of(body));
  }

  /** Sends a value as JSON, to be delivered after a while. */
  default void send(Object body, Duration delay) {
    send(new Message(body, ContentType.JSON, delay));
  }
}
