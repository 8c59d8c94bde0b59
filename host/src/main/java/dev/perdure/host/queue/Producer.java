package dev.perdure.host.queue;

import dev.perdure.storage.queue.StoredMessage;
import dev.perdure.workers.binding.MessageQueue;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;

/** A queue as a worker's binding has it. The limits and their wording are those of miniflare. */
final class Producer implements MessageQueue {
  private static final String UNKNOWN = "15000";
  private static final String DELAY = "10202";
  private static final SecureRandom RANDOM = new SecureRandom();

  private final QueueLine line;
  private final OptionalInt usualDelay;
  private final InstantSource clock;

  Producer(QueueLine line, OptionalInt usualDelay, InstantSource clock) {
    this.line = line;
    this.usualDelay = usualDelay;
    this.clock = clock;
  }

  @Override
  public CompletableFuture<Metrics> send(Message message) {
    int length = message.body().length;
    if (length > MOST_MESSAGE_BYTES) {
      return refused(
          UNKNOWN, "message length of " + length + " bytes exceeds limit of " + MOST_MESSAGE_BYTES);
    }
    return add(List.of(message), OptionalInt.empty());
  }

  @Override
  public CompletableFuture<Metrics> sendBatch(List<Message> messages, OptionalInt delay) {
    int largest = messages.stream().mapToInt(each -> each.body().length).max().orElse(0);
    long all = messages.stream().mapToLong(each -> each.body().length).sum();
    if (messages.size() > MOST_MESSAGES) {
      return refused(
          UNKNOWN,
          "batch message count of " + messages.size() + " exceeds limit of " + MOST_MESSAGES);
    }
    if (largest > MOST_MESSAGE_BYTES) {
      return refused(
          UNKNOWN,
          "message in batch has length "
              + largest
              + " bytes which exceeds single message size limit of "
              + MOST_MESSAGE_BYTES);
    }
    if (all > MOST_BATCH_BYTES) {
      return refused(
          UNKNOWN, "batch size of " + all + " bytes exceeds limit of " + MOST_BATCH_BYTES);
    }
    return add(messages, delay);
  }

  private CompletableFuture<Metrics> add(List<Message> messages, OptionalInt batchDelay) {
    Instant now = clock.instant();
    List<StoredMessage> stored = new ArrayList<>();
    for (Message message : messages) {
      OptionalInt delay = or(or(message.delaySeconds(), batchDelay), usualDelay);
      int seconds = delay.orElse(0);
      if (seconds < 0 || seconds > MOST_DELAY_SECONDS) {
        return refused(
            DELAY,
            "message delay "
                + seconds
                + " is invalid: it must be between 0 and "
                + MOST_DELAY_SECONDS
                + " seconds");
      }
      stored.add(
          new StoredMessage(
              0,
              newId(),
              now,
              now.plusSeconds(seconds),
              0,
              message.contentType().orElse("v8"),
              message.body()));
    }
    return line.add(stored);
  }

  private static OptionalInt or(OptionalInt first, OptionalInt second) {
    return first.isPresent() ? first : second;
  }

  private static String newId() {
    byte[] bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public CompletableFuture<Metrics> metrics() {
    return line.metrics();
  }

  private static CompletableFuture<Metrics> refused(String code, String text) {
    return CompletableFuture.failedFuture(new Refused(text, code, text));
  }
}
