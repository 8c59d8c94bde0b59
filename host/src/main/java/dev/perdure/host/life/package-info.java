/**
 * How long objects live, and who hears of it: limits ({@link dev.perdure.host.life.ObjectLimits}),
 * what happens in their lives ({@link dev.perdure.host.life.LifeEvent}), and the state of the heap
 * ({@link dev.perdure.host.life.HeapWatch}). Thread-safe. What acts on all this is {@code
 * host.actor}.
 */
@NullMarked
package dev.perdure.host.life;

import org.jspecify.annotations.NullMarked;
