package dev.perdure.host.java;

import dev.perdure.workers.Console;
import dev.perdure.workers.Json;
import dev.perdure.workers.MessageBatch;
import dev.perdure.workers.event.Delivery;
import dev.perdure.workers.event.Event;
import dev.perdure.workers.event.Verdict;
import dev.perdure.workers.value.References;
import dev.perdure.workers.value.Shapes;
import dev.perdure.workers.value.ValueReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Messages for a consumer, and what it has said of them. */
final class BatchView implements MessageBatch {
  private final Event.Queue event;
  private final List<Message> messages;
  private final Set<String> acks = new LinkedHashSet<>();
  private final Map<String, OptionalInt> retries = new LinkedHashMap<>();
  private boolean ackAll;
  private boolean retryAll;
  private OptionalInt retryDelay = OptionalInt.empty();

  BatchView(Event.Queue event) {
    this.event = event;
    this.messages = event.messages().stream().<Message>map(MessageView::new).toList();
  }

  /** What was said by the end of the handler. */
  Verdict verdict(boolean completed) {
    List<Verdict.Retry> again =
        retries.entrySet().stream()
            .map(each -> new Verdict.Retry(each.getKey(), each.getValue()))
            .toList();
    return new Verdict(completed, ackAll, retryAll, retryDelay, List.copyOf(acks), again);
  }

  @Override
  public String queue() {
    return event.queue();
  }

  @Override
  public List<Message> messages() {
    return messages;
  }

  @Override
  public void ackAll() {
    if (retryAll) {
      Console.warn(
          "Received a call to ackAll() after retryAll() was already called. Calling ackAll() after"
              + " calling retryAll() has no effect.");
    } else {
      ackAll = true;
    }
  }

  @Override
  public void retryAll() {
    again(null);
  }

  @Override
  public void retryAll(Duration delay) {
    again(delay);
  }

  private void again(@Nullable Duration delay) {
    if (ackAll) {
      Console.warn(
          "Received a call to retryAll() after ackAll() was already called. Calling retryAll()"
              + " after calling ackAll() has no effect.");
      return;
    }
    retryAll = true;
    if (delay != null) {
      retryDelay = QueueView.seconds(delay);
    }
  }

  private final class MessageView implements Message {
    private final Delivery delivery;

    MessageView(Delivery delivery) {
      this.delivery = delivery;
    }

    @Override
    public String id() {
      return delivery.id();
    }

    @Override
    public Instant timestamp() {
      return delivery.timestamp();
    }

    @Override
    public int attempts() {
      return delivery.attempts();
    }

    @Override
    public <T> T body(Class<T> type) {
      byte[] bytes = delivery.body();
      return switch (delivery.contentType()) {
        case "text" -> Shapes.to(new String(bytes, StandardCharsets.UTF_8), type);
        case "bytes" -> Shapes.to(bytes.clone(), type);
        case "json" -> Json.parse(new String(bytes, StandardCharsets.UTF_8), type);
        default -> Shapes.to(ValueReader.read(bytes, References.NONE), type);
      };
    }

    @Override
    public void ack() {
      if (ackAll) {
        return;
      }
      if (retryAll || retries.containsKey(id())) {
        String first = retryAll ? "retryAll()" : "retry()";
        Console.warn(
            ("Received a call to ack() on message %s after %s was already called. Calling ack() on"
                    + " a message after calling %s has no effect.")
                .formatted(id(), first, first));
      } else {
        acks.add(id());
      }
    }

    @Override
    public void retry() {
      retry(OptionalInt.empty());
    }

    @Override
    public void retry(Duration delay) {
      retry(QueueView.seconds(delay));
    }

    private void retry(OptionalInt delay) {
      if (ackAll || acks.contains(id())) {
        String first = ackAll ? "ackAll()" : "ack()";
        Console.warn(
            ("Received a call to retry() on message %s after %s was already called. Calling"
                    + " retry() on a message after calling %s has no effect.")
                .formatted(id(), first, first));
      } else {
        retries.merge(id(), delay, (before, now) -> now.isPresent() ? now : before);
      }
    }
  }
}
