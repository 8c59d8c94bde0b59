package dev.perdure.host.queue;

import dev.perdure.host.turn.Timers;
import dev.perdure.storage.queue.QueueFile;
import dev.perdure.storage.queue.StoredMessage;
import dev.perdure.workers.binding.MessageQueue.Metrics;
import dev.perdure.workers.event.Delivery;
import dev.perdure.workers.event.Event;
import dev.perdure.workers.event.Verdict;
import dev.perdure.workers.message.GuestException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One queue: a batch is delivered when it is full, or when its first message has waited long
 * enough. What is being delivered stays in the file until it is settled, so that a message which
 * was not settled before a crash is delivered again. Thread-safe; nothing is called under its lock
 * that waits.
 */
final class QueueLine {
  private static final Logger LOG = LoggerFactory.getLogger(QueueLine.class);
  private static final Duration LONGEST_DELIVERY = Duration.ofMinutes(15);
  private static final Duration AFTER_FAULT = Duration.ofSeconds(1);

  private final String name;
  private final QueueFile file;
  private final Timers timers;
  private final Queues queues;
  private final Set<Long> apart = new HashSet<>();
  private @Nullable QueueConsumer consumer;
  private Timers.@Nullable Timer timer;
  private int running;
  private boolean looking;
  private boolean lookAgain;
  private boolean closed;

  QueueLine(String name, QueueFile file, Timers timers, Queues queues) {
    this.name = name;
    this.file = file;
    this.timers = timers;
    this.queues = queues;
  }

  CompletableFuture<Metrics> add(List<StoredMessage> messages) {
    return file.add(messages).whenComplete((metrics, thrown) -> look());
  }

  CompletableFuture<Metrics> metrics() {
    return file.metrics();
  }

  /** Delivers to {@code newer} from now on, or to nobody. */
  void consume(@Nullable QueueConsumer newer) {
    synchronized (this) {
      consumer = newer;
    }
    look();
  }

  synchronized void close() {
    closed = true;
    cancelTimer();
  }

  private void cancelTimer() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }

  /** Sees what can be delivered; called whenever that may have changed. */
  private void look() {
    QueueConsumer to;
    Set<Long> delivering;
    synchronized (this) {
      lookAgain = looking;
      to = consumer;
      if (closed || looking || to == null || running >= to.concurrency()) {
        return;
      }
      looking = true;
      delivering = Set.copyOf(apart);
    }
    file.look(to.batchSize(), delivering).whenComplete((found, thrown) -> seen(to, found, thrown));
  }

  private void seen(QueueConsumer to, QueueFile.@Nullable Look found, @Nullable Throwable thrown) {
    boolean deliver = false;
    boolean again;
    synchronized (this) {
      looking = false;
      again = lookAgain;
      if (closed) {
        return;
      }
      cancelTimer();
      if (found != null) {
        Instant now = timers.clock().instant();
        Optional<Instant> latest = found.since().map(since -> since.plus(to.batchTimeout()));
        deliver =
            found.ready().size() >= to.batchSize()
                || latest.filter(time -> !time.isAfter(now)).isPresent();
        if (deliver) {
          running++;
          apart.addAll(found.ready());
          again = true;
        } else {
          lookAt(earlier(latest, found.next()), now);
        }
      }
    }
    if (thrown != null) {
      LOG.error("The messages of queue '{}' cannot be read.", name, thrown);
      return;
    }
    if (deliver && found != null) {
      deliver(to, found.ready());
    }
    if (again) {
      look();
    }
  }

  private static Optional<Instant> earlier(Optional<Instant> one, Optional<Instant> other) {
    return one.isPresent() && other.isPresent()
        ? Optional.of(one.get().isBefore(other.get()) ? one.get() : other.get())
        : one.or(() -> other);
  }

  private void lookAt(Optional<Instant> time, Instant now) {
    time.ifPresent(at -> timer = timers.after(Duration.between(now, at), this::look));
  }

  private void deliver(QueueConsumer to, List<Long> numbers) {
    long start = timers.clock().millis();
    file.take(numbers)
        .thenCompose(messages ->
            messages.isEmpty()
                ? CompletableFuture.completedFuture(null)
                : file.metrics()
                    .thenCompose(metrics -> send(to, messages, metrics))
                    .thenCompose(verdict -> settle(to, messages, verdict, start)))
        .whenComplete((nothing, thrown) -> {
          if (thrown != null) {
            LOG.error("A batch of queue '{}' was not settled.", name, thrown);
          }
          synchronized (this) {
            running--;
            numbers.forEach(apart::remove);
          }
          if (thrown == null) {
            look();
          } else {
            timers.after(AFTER_FAULT, this::look);
          }
        });
  }

  private CompletableFuture<Verdict> send(
      QueueConsumer to, List<StoredMessage> messages, Metrics metrics) {
    long bytes = messages.stream().mapToLong(message -> message.body().length).sum();
    Metrics beside =
        new Metrics(
            Math.max(0, metrics.backlogCount() - messages.size()),
            Math.max(0, metrics.backlogBytes() - bytes),
            metrics.backlogCount() > messages.size() ? metrics.oldest() : Optional.empty());
    List<Delivery> deliveries =
        messages.stream()
            .map(message ->
                new Delivery(
                    message.id(),
                    message.sent(),
                    message.contentType(),
                    message.body(),
                    message.failures() + 1))
            .toList();
    CompletableFuture<Verdict> answer = new CompletableFuture<>();
    Timers.Timer limit =
        timers.after(
            LONGEST_DELIVERY,
            () -> {
              LOG.error("A batch of queue '{}' took more than 15 minutes.", name);
              answer.complete(Verdict.FAILED);
            });
    to.worker()
        .send(new Event.Queue(name, deliveries, beside))
        .whenComplete((verdict, thrown) -> {
          limit.cancel();
          if (thrown != null) {
            LOG.error(
                "A batch of queue '{}' failed: {}", name, GuestException.unwrapped(thrown), thrown);
          }
          answer.complete(thrown == null ? verdict : Verdict.FAILED);
        });
    return answer;
  }

  private CompletableFuture<Void> settle(
      QueueConsumer to, List<StoredMessage> messages, Verdict verdict, long start) {
    synchronized (this) {
      if (closed) {
        return CompletableFuture.completedFuture(null);
      }
    }
    Settlement settlement = Settlement.of(to, messages, verdict, timers.clock().instant());
    LOG.info(
        "QUEUE {} {}/{} ({} ms)",
        name,
        messages.size() - settlement.failed(),
        messages.size(),
        timers.clock().millis() - start);
    if (!settlement.dead().isEmpty()) {
      LOG.warn(
          "{} messages of queue '{}' failed {} times and {}.",
          settlement.dead().size(),
          name,
          to.retries() + 1,
          to.deadLetters().map(queue -> "go to queue '" + queue + "'").orElse("are dropped"));
    }
    return bury(to, settlement.dead())
        .thenCompose(nothing -> file.settle(settlement.done(), settlement.again()));
  }

  /** Copies messages to the dead-letter queue before they go from this one. */
  private CompletableFuture<?> bury(QueueConsumer to, List<StoredMessage> dead) {
    Instant now = timers.clock().instant();
    return dead.isEmpty() || to.deadLetters().isEmpty()
        ? CompletableFuture.completedFuture(null)
        : queues
            .line(to.deadLetters().get())
            .add(dead.stream().map(message -> message.moved(now)).toList());
  }
}
