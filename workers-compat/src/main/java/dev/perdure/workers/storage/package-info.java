/**
 * The storage of one Durable Object as a guest language sees it. Start at {@link ActorStorage}.
 * Confined to the thread that runs the object's turn.
 */
@NullMarked
package dev.perdure.workers.storage;

import org.jspecify.annotations.NullMarked;
