/**
 * Turns: guest code runs in batches of tasks, one thread at a time per isolate, and each batch ends
 * with a commit. Start at {@link dev.perdure.host.turn.Turns}; {@link
 * dev.perdure.host.turn.CriticalSections} is the input gate and {@link
 * dev.perdure.host.turn.Outbox} the output gate.
 *
 * <p>The input gate decides which task may run: one begun inside a critical section comes back into
 * it, everything else waits until the section ends. The output gate decides when a message may
 * leave: not before every write made before it is durable.
 */
@NullMarked
package dev.perdure.host.turn;

import org.jspecify.annotations.NullMarked;
