package dev.perdure.workers.binding;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;

/**
 * A queue as those see it who send to it. Thread-safe.
 *
 * @see <a href="https://developers.cloudflare.com/queues/configuration/javascript-apis/">Queues
 *     JavaScript APIs</a>
 */
public interface MessageQueue {
  /** The largest message. */
  int MOST_MESSAGE_BYTES = 128_000;

  /** The most messages of a batch that is sent. */
  int MOST_MESSAGES = 100;

  /** The largest batch that is sent. */
  int MOST_BATCH_BYTES = 256_000;

  /** The longest delay, in seconds. */
  int MOST_DELAY_SECONDS = 86_400;

  /**
   * Sends one message; it is kept durably once the future completes. Fails with {@link Refused}
   * where the queue does not take it.
   *
   * @return what the queue held before
   */
  CompletableFuture<Metrics> send(Message message);

  /**
   * Sends several messages, all or none.
   *
   * @param delaySeconds for those that name none of their own
   * @return what the queue held before
   */
  CompletableFuture<Metrics> sendBatch(List<Message> messages, OptionalInt delaySeconds);

  /** What the queue holds. */
  CompletableFuture<Metrics> metrics();

  /**
   * A message to be sent.
   *
   * @param body the bytes, which nobody writes to any more
   * @param contentType {@code text}, {@code bytes}, {@code json} or {@code v8}; absent for {@code
   *     v8}
   * @param delaySeconds how long it is held back
   */
  record Message(byte[] body, Optional<String> contentType, OptionalInt delaySeconds) {
    public Message {
      Objects.requireNonNull(contentType);
      Objects.requireNonNull(delaySeconds);
    }
  }

  /**
   * How much waits.
   *
   * @param oldest when the oldest message was sent; absent where there is none
   */
  record Metrics(double backlogCount, double backlogBytes, Optional<Instant> oldest) {
    /** An empty queue. */
    public static final Metrics NONE = new Metrics(0, 0, Optional.empty());

    public Metrics {
      Objects.requireNonNull(oldest);
    }
  }

  /** The queue did not take a message; flags of the sender decide what it hears of this. */
  final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String statusText;
    private final String code;
    private final String reason;

    /**
     * A refusal.
     *
     * @param statusText the reason phrase of the answer
     * @param code the number of the fault
     * @param reason what is wrong, in words
     */
    public Refused(String statusText, String code, String reason) {
      super(statusText);
      this.statusText = statusText;
      this.code = code;
      this.reason = reason;
    }

    /** The reason phrase of the answer. */
    public String statusText() {
      return statusText;
    }

    /** The fault with its number, as senders hear of it who asked for numbers. */
    public String withCode() {
      return reason + " (" + code + ")";
    }
  }
}
