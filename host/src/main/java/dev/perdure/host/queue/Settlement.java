package dev.perdure.host.queue;

import dev.perdure.storage.queue.StoredMessage;
import dev.perdure.workers.event.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What becomes of the messages of a batch. What a handler acknowledges is done even when it fails
 * afterwards; what it wants again comes again; all else is done where the handler succeeded.
 *
 * @param done messages that go from the queue
 * @param again messages that stay in it
 * @param dead those of {@code done} that failed too often
 * @see <a href="https://developers.cloudflare.com/queues/configuration/batching-retries/">Batching,
 *     retries and delays</a>
 */
record Settlement(List<StoredMessage> done, List<StoredMessage> again, List<StoredMessage> dead) {
  static Settlement of(
      QueueConsumer to, List<StoredMessage> messages, Verdict verdict, Instant now) {
    Map<String, OptionalInt> retries = new HashMap<>();
    verdict.retries().forEach(retry -> retries.put(retry.id(), retry.delaySeconds()));
    Set<String> acks = new HashSet<>(verdict.acks());
    boolean rest = (verdict.retryAll() || !verdict.completed()) && !verdict.ackAll();
    List<StoredMessage> done = new ArrayList<>();
    List<StoredMessage> again = new ArrayList<>();
    List<StoredMessage> dead = new ArrayList<>();
    for (StoredMessage message : messages) {
      boolean asked = retries.containsKey(message.id());
      if (!asked && (acks.contains(message.id()) || !rest)) {
        done.add(message);
      } else if (message.failures() >= to.retries()) {
        done.add(message);
        dead.add(message);
      } else {
        OptionalInt own = retries.getOrDefault(message.id(), OptionalInt.empty());
        OptionalInt delay = own.isPresent() ? own : verdict.retryDelay();
        again.add(
            message.again(
                delay.isPresent() ? now.plusSeconds(delay.getAsInt()) : now.plus(to.retryDelay())));
      }
    }
    return new Settlement(done, again, dead);
  }

  /** How many were not acknowledged. */
  int failed() {
    return again.size() + dead.size();
  }
}
