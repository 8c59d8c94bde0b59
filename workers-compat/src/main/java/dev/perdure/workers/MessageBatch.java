package dev.perdure.workers;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Messages of a queue for its consumer. A handler that ends has acknowledged all that it did not
 * ask for again; one that throws gets all again that it did not acknowledge.
 *
 * @see <a
 *     href="https://developers.cloudflare.com/queues/configuration/javascript-apis/#messagebatch">MessageBatch</a>
 */
public interface MessageBatch {
  /** The name of the queue. */
  String queue();

  /** The messages. */
  List<Message> messages();

  /** All messages are done, whatever the handler does afterwards. */
  void ackAll();

  /** All messages are to be delivered again. */
  void retryAll();

  /** All messages are to be delivered again after a while. */
  void retryAll(Duration delay);

  /** One message. */
  interface Message {
    /** Its id. */
    String id();

    /** When it was sent. */
    Instant timestamp();

    /** How often it has been delivered, this time included. */
    int attempts();

    /** What was sent, as a record or another type. */
    <T> T body(Class<T> type);

    /** The message is done, whatever the handler does afterwards. */
    void ack();

    /** The message is to be delivered again. */
    void retry();

    /** The message is to be delivered again after a while. */
    void retry(Duration delay);
  }
}
