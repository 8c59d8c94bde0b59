/** Ids of Durable Objects, the same as workerd makes. Start at {@link ActorId}. Immutable. */
@NullMarked
package dev.perdure.workers.id;

import org.jspecify.annotations.NullMarked;
