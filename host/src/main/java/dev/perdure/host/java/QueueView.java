package dev.perdure.host.java;

import dev.perdure.workers.Json;
import dev.perdure.workers.WorkerException;
import dev.perdure.workers.WorkerQueue;
import dev.perdure.workers.binding.MessageQueue;
import dev.perdure.workers.value.References;
import dev.perdure.workers.value.ValueWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A queue to send to. */
record QueueView(JavaRealm realm, MessageQueue queue) implements WorkerQueue {
  @Override
  public void send(Message message) {
    MessageQueue.Message sent = message(message);
    told("Queue send failed: ", () -> queue.send(sent));
  }

  @Override
  public void sendBatch(List<Message> messages) {
    if (messages.isEmpty()) {
      throw WorkerException.typeError("sendBatch() requires at least one message");
    }
    List<MessageQueue.Message> sent = messages.stream().map(QueueView::message).toList();
    told("Queue sendBatch failed: ", () -> queue.sendBatch(sent, OptionalInt.empty()));
  }

  private void told(String prefix, Supplier<CompletableFuture<MessageQueue.Metrics>> operation) {
    try {
      realm.outside(operation);
    } catch (MessageQueue.Refused e) {
      throw new WorkerException("Error", prefix + e.statusText(), e);
    }
  }

  private static MessageQueue.Message message(Message message) {
    ContentType type = message.contentType();
    byte[] body =
        switch (type) {
          case JSON -> utf8(Json.text(message.body()));
          case TEXT -> utf8(wanted(message, String.class));
          case BYTES -> wanted(message, byte[].class).clone();
          case V8 -> ValueWriter.bytes(message.body(), References.NONE);
        };
    return new MessageQueue.Message(
        body, Optional.of(type.name().toLowerCase(Locale.ROOT)), seconds(message.delay()));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static <T> T wanted(Message message, Class<T> type) {
    Object body = message.body();
    if (!type.isInstance(body)) {
      throw WorkerException.typeError(
          "A message of type '%s' has a %s as its body and not '%s'."
              .formatted(message.contentType(), type.getSimpleName(), body));
    }
    return type.cast(body);
  }

  /** Whole seconds, as the platform counts. */
  static OptionalInt seconds(@Nullable Duration delay) {
    return delay == null
        ? OptionalInt.empty()
        : OptionalInt.of((int) Math.min(delay.toSeconds(), Integer.MAX_VALUE));
  }
}
