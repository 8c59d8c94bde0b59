/**
 * Durable Objects as JavaScript sees them: namespaces, {@code ctx}, storage and SQL. Start at
 * {@link dev.perdure.js.actor.ActorHost} and {@link dev.perdure.js.actor.StorageHost}; the classes
 * themselves are in {@code lib/actor.js}, {@code lib/storage.js} and their neighbours. Confined to
 * the isolate's thread.
 */
@NullMarked
package dev.perdure.js.actor;

import org.jspecify.annotations.NullMarked;
