/**
 * The API that workers written in Java are written against: extend {@link
 * dev.perdure.workers.Worker} for what answers requests and {@link
 * dev.perdure.workers.DurableObject} for objects. Its names are those of the platform. It needs
 * nothing but the JDK.
 *
 * <p>Everything here belongs to the event that runs: call it on the thread that the handler was
 * called on, or on one that {@link dev.perdure.workers.Task} started. While a call waits, other
 * events of the same object may run, as JavaScript's {@code await} lets them; storage never waits.
 *
 * <p>The packages below this one are the contract between the host and guest languages; workers do
 * not see them.
 */
@NullMarked
package dev.perdure.workers;

import org.jspecify.annotations.NullMarked;
