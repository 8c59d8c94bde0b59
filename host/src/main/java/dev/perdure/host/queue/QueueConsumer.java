package dev.perdure.host.queue;

import dev.perdure.workers.spi.Channel;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Who takes the messages of a queue, and how.
 *
 * @param worker what gets the batches
 * @param batchSize the most messages of a batch
 * @param batchTimeout how long a message waits for others at most
 * @param retries how often a message is delivered again
 * @param deadLetters the queue for messages that failed too often; they are dropped without one
 * @param retryDelay how long a message waits before it is delivered again, where the handler does
 *     not say
 * @param concurrency how many batches are delivered at once
 */
public record QueueConsumer(
    Channel worker,
    int batchSize,
    Duration batchTimeout,
    int retries,
    Optional<String> deadLetters,
    Duration retryDelay,
    int concurrency) {
  /** What holds where a configuration says nothing. */
  public record Usual(int batchSize, Duration batchTimeout, int retries) {
    /** As {@code wrangler dev} does it. */
    public static final Usual DEV = new Usual(5, Duration.ofSeconds(1), 2);

    /** As the platform does it. */
    public static final Usual SERVE = new Usual(10, Duration.ofSeconds(5), 3);
  }

  public QueueConsumer {
    Objects.requireNonNull(worker);
    Objects.requireNonNull(batchTimeout);
    Objects.requireNonNull(deadLetters);
    Objects.requireNonNull(retryDelay);
  }
}
