package dev.perdure.workers.event;

import java.time.Instant;

/**
 * A message of a queue on its way to who consumes it.
 *
 * @param timestamp when it was sent
 * @param contentType {@code text}, {@code bytes}, {@code json} or {@code v8}
 * @param body the bytes, which nobody writes to any more
 * @param attempts how often it has been delivered, this time included
 */
public record Delivery(
    String id, Instant timestamp, String contentType, byte[] body, int attempts) {}
