package dev.perdure.storage;

import dev.perdure.workers.id.ActorId;
import java.time.Instant;

/**
 * An object that has a database.
 *
 * @param bytes what its database takes on the disk, its log included
 * @param lastUse when its files were last written
 */
public record StoredObject(ActorId id, long bytes, Instant lastUse) {}
