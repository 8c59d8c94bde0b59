/**
 * The messages of queues, kept until they are done. Start at {@link
 * dev.perdure.storage.queue.QueueFile}. Thread-safe.
 */
@NullMarked
package dev.perdure.storage.queue;

import org.jspecify.annotations.NullMarked;
