package dev.perdure.host.actor;

import dev.perdure.workers.id.ActorId;
import org.jspecify.annotations.Nullable;

/**
 * What an object's script sees of what it is.
 *
 * @param text what it sees in place of the id, or null
 * @param props its props in V8's serialization format, or null
 */
record Seen(ActorId id, @Nullable String text, byte @Nullable [] props) {}
