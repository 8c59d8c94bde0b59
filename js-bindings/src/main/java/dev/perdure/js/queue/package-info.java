/**
 * Queues as scripts see them: {@link dev.perdure.js.queue.QueueHost} for who sends and who
 * consumes, {@link dev.perdure.js.queue.TriggerHost} for events that one worker makes for another.
 * Confined to the isolate's thread.
 */
@NullMarked
package dev.perdure.js.queue;

import org.jspecify.annotations.NullMarked;
