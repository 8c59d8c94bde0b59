package dev.perdure.host.actor;

import dev.perdure.workers.id.ActorId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An object of which something is in memory.
 *
 * @param id its id, with its name where that is known
 * @param live whether it has an instance; an object that sleeps has none
 * @param sockets the connections that outlast its instances
 * @param lastEvent when its instance got its last event, or null
 */
public record ObjectInMemory(ActorId id, boolean live, int sockets, @Nullable Instant lastEvent) {}
