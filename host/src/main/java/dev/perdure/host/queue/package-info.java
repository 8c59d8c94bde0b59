/**
 * Queues between the workers of a host: who sends, what waits in the state folder, and its delivery
 * in batches. Start at {@link dev.perdure.host.queue.Queues}. Thread-safe.
 */
@NullMarked
package dev.perdure.host.queue;

import org.jspecify.annotations.NullMarked;
