/**
 * Actors: live Durable Objects, one instance per id. Start at {@link dev.perdure.host.actor.Actor};
 * {@link dev.perdure.host.actor.ActorClass} finds or starts them. An actor's state is confined to
 * its turns; what other threads call says so.
 */
@NullMarked
package dev.perdure.host.actor;

import org.jspecify.annotations.NullMarked;
