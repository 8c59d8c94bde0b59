package dev.perdure.storage.queue;

import java.time.Instant;

/**
 * A message as it is kept.
 *
 * @param number its place in the file; 0 where it is not yet kept
 * @param sent when it was sent
 * @param due when it may be delivered
 * @param failures how often its delivery has failed
 * @param body the bytes, which nobody writes to any more
 */
public record StoredMessage(
    long number,
    String id,
    Instant sent,
    Instant due,
    int failures,
    String contentType,
    byte[] body) {
  /** The same message, due at another time after one more failure. */
  public StoredMessage again(Instant time) {
    return new StoredMessage(number, id, sent, time, failures + 1, contentType, body);
  }

  /** The same message for another queue, where nothing has failed yet. */
  public StoredMessage moved(Instant time) {
    return new StoredMessage(0, id, sent, time, 0, contentType, body);
  }
}
