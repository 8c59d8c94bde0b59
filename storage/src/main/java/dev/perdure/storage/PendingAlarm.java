package dev.perdure.storage;

import dev.perdure.workers.id.ActorId;
import java.time.Instant;

/**
 * An alarm that waits for its time.
 *
 * @param id the object, with its name where that was known when the alarm was set
 * @param time the time up to which the alarm of the object is not due; the object may have moved it
 *     to a later one since, so its own slot decides
 */
public record PendingAlarm(ActorId id, Instant time) {}
