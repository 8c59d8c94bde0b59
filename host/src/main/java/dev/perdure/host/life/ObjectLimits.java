package dev.perdure.host.life;

import java.time.Duration;
import java.util.Objects;

/**
 * How long an object may do nothing, how much may wait for it, and what it may hold. The usual ones
 * are those that Cloudflare documents, where it documents them.
 *
 * @param hibernateAfter how long an instance in which nothing happens stays in memory
 * @param evictAfter how long an instance stays without an event where only its own timers and the
 *     like keep it from hibernation; at most 14 % later it is gone
 * @param waitingEvents the most calls that wait to be taken up
 * @param waitingBytes the most bytes that the arguments and bodies of those have together
 * @param waitingTime how long the first of them may wait before no more are taken
 * @param memory where the heap is nearly full, a turn that has allocated as many bytes may be ended
 * @param storage the size at which the database of an object is full
 */
public record ObjectLimits(
    Duration hibernateAfter,
    Duration evictAfter,
    int waitingEvents,
    long waitingBytes,
    Duration waitingTime,
    long memory,
    long storage) {
  /** The limits that hold where nothing else is said. */
  public static final ObjectLimits USUAL =
      new ObjectLimits(
          Duration.ofSeconds(10),
          Duration.ofSeconds(70),
          10_000,
          128L << 20,
          Duration.ofSeconds(60),
          128L << 20,
          10L << 30);

  /** How long one timer, call or promise can keep an instance whose callers have gone. */
  public static final Duration LONGEST_OPERATION = Duration.ofMinutes(15);

  public ObjectLimits {
    Objects.requireNonNull(hibernateAfter);
    Objects.requireNonNull(evictAfter);
    Objects.requireNonNull(waitingTime);
  }

  /** The same with other times of idleness. */
  public ObjectLimits idle(Duration hibernate, Duration evict) {
    return new ObjectLimits(
        hibernate, evict, waitingEvents, waitingBytes, waitingTime, memory, storage);
  }

  /** The same with another queue. */
  public ObjectLimits waiting(int events, long bytes, Duration time) {
    return new ObjectLimits(hibernateAfter, evictAfter, events, bytes, time, memory, storage);
  }

  /** The same with other memory. */
  public ObjectLimits memory(long bytes) {
    return new ObjectLimits(
        hibernateAfter, evictAfter, waitingEvents, waitingBytes, waitingTime, bytes, storage);
  }

  /** The same with other databases. */
  public ObjectLimits storage(long bytes) {
    return new ObjectLimits(
        hibernateAfter, evictAfter, waitingEvents, waitingBytes, waitingTime, memory, bytes);
  }
}
