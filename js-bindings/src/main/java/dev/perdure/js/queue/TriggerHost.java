package dev.perdure.js.queue;

import dev.perdure.js.clone.Cloner;
import dev.perdure.js.scope.Realm;
import dev.perdure.workers.binding.MessageQueue;
import dev.perdure.workers.event.Delivery;
import dev.perdure.workers.event.Event;
import dev.perdure.workers.event.Verdict;
import dev.perdure.workers.spi.Channel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/** What {@code lib/triggers.js} calls. Channels, messages and verdicts are opaque to it. */
public final class TriggerHost {
  private static final String V8 = "v8";

  private final Realm realm;
  private final Cloner cloner;

  public TriggerHost(Realm realm) {
    this.realm = realm;
    this.cloner = new Cloner(realm);
  }

  @HostAccess.Export
  public double now() {
    return (double) realm.host().clock().millis();
  }

  /** A message with a value as its body. */
  @HostAccess.Export
  public Object message(String id, double timestamp, Value body, int attempts) {
    return delivery(id, timestamp, cloner.serialize(body), attempts);
  }

  /** A message with a body that is a value in V8's format. */
  @HostAccess.Export
  public Object serialized(String id, double timestamp, Value body, int attempts) {
    byte[] bytes = Objects.requireNonNull(realm.bytes(body), "This is no buffer.");
    return delivery(id, timestamp, bytes, attempts);
  }

  private static Delivery delivery(String id, double timestamp, byte[] body, int attempts) {
    return new Delivery(id, Instant.ofEpochMilli((long) timestamp), V8, body, attempts);
  }

  /** A future of a verdict. */
  @HostAccess.Export
  public Object queue(
      Object channel,
      String name,
      Value messages,
      double backlogCount,
      double backlogBytes,
      @Nullable Double oldest) {
    List<Delivery> all = new ArrayList<>();
    for (long i = 0; i < messages.getArraySize(); i++) {
      all.add(messages.getArrayElement(i).as(Delivery.class));
    }
    MessageQueue.Metrics backlog =
        new MessageQueue.Metrics(
            backlogCount,
            backlogBytes,
            Optional.ofNullable(oldest).map(millis -> Instant.ofEpochMilli(millis.longValue())));
    Event.Queue event = new Event.Queue(name, all, backlog);
    return realm.host().output().ask(() -> ((Channel) channel).send(event));
  }

  /** A future of whether the handler wants no other try. */
  @HostAccess.Export
  public Object scheduled(Object channel, String cron, double time) {
    Event.Scheduled event = new Event.Scheduled(cron, Instant.ofEpochMilli((long) time));
    return realm.host().output().ask(() -> ((Channel) channel).send(event));
  }

  @HostAccess.Export
  public boolean completed(Object verdict) {
    return ((Verdict) verdict).completed();
  }

  @HostAccess.Export
  public boolean ackAll(Object verdict) {
    return ((Verdict) verdict).ackAll();
  }

  @HostAccess.Export
  public boolean retryAll(Object verdict) {
    return ((Verdict) verdict).retryAll();
  }

  /** The seconds before all are delivered again, or null. */
  @HostAccess.Export
  public @Nullable Integer retryDelay(Object verdict) {
    return boxed(((Verdict) verdict).retryDelay());
  }

  @HostAccess.Export
  public String[] acks(Object verdict) {
    return ((Verdict) verdict).acks().toArray(String[]::new);
  }

  /** The id of each message that is to be delivered again, and the seconds before that or null. */
  @HostAccess.Export
  public @Nullable Object[] retries(Object verdict) {
    List<@Nullable Object> parts = new ArrayList<>();
    for (Verdict.Retry retry : ((Verdict) verdict).retries()) {
      parts.add(retry.id());
      parts.add(boxed(retry.delaySeconds()));
    }
    return parts.toArray(new @Nullable Object[0]);
  }

  private static @Nullable Integer boxed(OptionalInt seconds) {
    return seconds.isPresent() ? seconds.getAsInt() : null;
  }
}
