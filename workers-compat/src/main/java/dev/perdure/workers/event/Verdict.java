package dev.perdure.workers.event;

import java.util.List;
import java.util.OptionalInt;

/**
 * What a consumer says about a batch of messages.
 *
 * @param completed whether the handler ended without an error
 * @param ackAll whether all messages are done
 * @param retryAll whether all messages are to be delivered again
 * @param retryDelay after how many seconds, where it says so
 * @param acks the ids of messages that are done
 * @param retries messages that are to be delivered again
 */
public record Verdict(
    boolean completed,
    boolean ackAll,
    boolean retryAll,
    OptionalInt retryDelay,
    List<String> acks,
    List<Retry> retries) {
  /** A message that is to be delivered again, after how many seconds where it says so. */
  public record Retry(String id, OptionalInt delaySeconds) {}

  /** The verdict of a handler that said nothing and failed. */
  public static final Verdict FAILED =
      new Verdict(false, false, false, OptionalInt.empty(), List.of(), List.of());

  public Verdict {
    acks = List.copyOf(acks);
    retries = List.copyOf(retries);
  }
}
