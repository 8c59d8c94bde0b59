package dev.perdure.js.queue;

import dev.perdure.js.clone.Cloner;
import dev.perdure.js.encoding.Utf8;
import dev.perdure.js.scope.Realm;
import dev.perdure.workers.binding.MessageQueue;
import dev.perdure.workers.event.Delivery;
import dev.perdure.workers.event.Event;
import dev.perdure.workers.event.Verdict;
import dev.perdure.workers.message.GuestException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/** What {@code lib/queue.js} calls. Queues, bodies, messages and batches are opaque to it. */
public final class QueueHost {
  private final Realm realm;
  private final Cloner cloner;

  public QueueHost(Realm realm) {
    this.realm = realm;
    this.cloner = new Cloner(realm);
  }

  /** A text as a body. */
  @HostAccess.Export
  public Object text(String text) {
    return Utf8.encode(text);
  }

  /** The content of a view as a body. */
  @HostAccess.Export
  public Object view(Value view) {
    return Objects.requireNonNull(realm.bytes(view), "This is no view.");
  }

  /** A value as a body, in V8's format. */
  @HostAccess.Export
  public Object v8(Value value) {
    return cloner.serialize(value);
  }

  /** A message of a body. */
  @HostAccess.Export
  public Object message(Object body, @Nullable String contentType, @Nullable Integer delay) {
    return new MessageQueue.Message(
        (byte[]) body, Optional.ofNullable(contentType), seconds(delay));
  }

  /** A future of what the queue holds. */
  @HostAccess.Export
  public Object send(Object queue, Object message, boolean codes) {
    return told(
        "Queue send failed: ",
        codes,
        () -> ((MessageQueue) queue).send((MessageQueue.Message) message));
  }

  /** A future of what the queue holds. */
  @HostAccess.Export
  public Object sendBatch(Object queue, Value messages, @Nullable Integer delay, boolean codes) {
    List<MessageQueue.Message> all = new ArrayList<>();
    for (long i = 0; i < messages.getArraySize(); i++) {
      all.add(messages.getArrayElement(i).as(MessageQueue.Message.class));
    }
    return told(
        "Queue sendBatch failed: ",
        codes,
        () -> ((MessageQueue) queue).sendBatch(all, seconds(delay)));
  }

  /** A future of what the queue holds. */
  @HostAccess.Export
  public Object metrics(Object queue) {
    return told("", true, ((MessageQueue) queue)::metrics);
  }

  /** Does something outside once every write before it is durable, and words its refusals. */
  private <T> CompletableFuture<T> told(
      String prefix, boolean codes, Supplier<CompletableFuture<T>> action) {
    return realm
        .host()
        .output()
        .ask(action)
        .exceptionallyCompose(thrown -> {
          Throwable cause =
              thrown instanceof CompletionException && thrown.getCause() != null
                  ? thrown.getCause()
                  : thrown;
          return CompletableFuture.failedFuture(
              cause instanceof MessageQueue.Refused refused
                  ? GuestException.error(codes ? refused.withCode() : prefix + refused.statusText())
                  : cause);
        });
  }

  @HostAccess.Export
  public double backlogCount(Object metrics) {
    return ((MessageQueue.Metrics) metrics).backlogCount();
  }

  @HostAccess.Export
  public double backlogBytes(Object metrics) {
    return ((MessageQueue.Metrics) metrics).backlogBytes();
  }

  /** When the oldest message was sent, or null. */
  @HostAccess.Export
  public @Nullable Double oldest(Object metrics) {
    return ((MessageQueue.Metrics) metrics).oldest().map(QueueHost::millis).orElse(null);
  }

  private static Double millis(Instant time) {
    return (double) time.toEpochMilli();
  }

  @HostAccess.Export
  public String name(Object batch) {
    return ((Event.Queue) batch).queue();
  }

  @HostAccess.Export
  public Object backlog(Object batch) {
    return ((Event.Queue) batch).backlog();
  }

  @HostAccess.Export
  public int size(Object batch) {
    return ((Event.Queue) batch).messages().size();
  }

  @HostAccess.Export
  public Object delivery(Object batch, int index) {
    return ((Event.Queue) batch).messages().get(index);
  }

  @HostAccess.Export
  public String id(Object delivery) {
    return ((Delivery) delivery).id();
  }

  @HostAccess.Export
  public double timestamp(Object delivery) {
    return millis(((Delivery) delivery).timestamp());
  }

  @HostAccess.Export
  public int attempts(Object delivery) {
    return ((Delivery) delivery).attempts();
  }

  @HostAccess.Export
  public String contentType(Object delivery) {
    return ((Delivery) delivery).contentType();
  }

  @HostAccess.Export
  public String textOf(Object delivery) {
    return Utf8.decode(((Delivery) delivery).body());
  }

  @HostAccess.Export
  public Value bytesOf(Object delivery) {
    return realm.arrayBuffer(((Delivery) delivery).body().clone());
  }

  @HostAccess.Export
  public Value valueOf(Object delivery) {
    return cloner.deserialize(((Delivery) delivery).body());
  }

  /** What a consumer said; {@code delays} has a number or null for each of {@code retries}. */
  @HostAccess.Export
  public Object verdict(
      boolean completed,
      boolean ackAll,
      boolean retryAll,
      @Nullable Integer retryDelay,
      Value acks,
      Value retries,
      Value delays) {
    List<Verdict.Retry> again = new ArrayList<>();
    for (long i = 0; i < retries.getArraySize(); i++) {
      Value delay = delays.getArrayElement(i);
      again.add(
          new Verdict.Retry(
              retries.getArrayElement(i).asString(),
              delay.isNull() ? OptionalInt.empty() : OptionalInt.of(delay.asInt())));
    }
    List<String> done = new ArrayList<>();
    for (long i = 0; i < acks.getArraySize(); i++) {
      done.add(acks.getArrayElement(i).asString());
    }
    return new Verdict(completed, ackAll, retryAll, seconds(retryDelay), done, again);
  }

  private static OptionalInt seconds(@Nullable Integer delay) {
    return delay == null ? OptionalInt.empty() : OptionalInt.of(delay);
  }
}
