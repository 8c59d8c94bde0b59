/**
 * Compatibility dates and flags: one table of what they change, and the set that one worker runs
 * with.
 *
 * <p>Start with {@link dev.perdure.workers.compat.CompatFlag}, the table, and {@link
 * dev.perdure.workers.compat.CompatFlags}, which resolves a date and a list of flag names. The
 * table follows workerd's {@code src/workerd/io/compatibility-date.capnp}.
 *
 * <p>Threads: everything here is immutable.
 */
@NullMarked
package dev.perdure.workers.compat;

import org.jspecify.annotations.NullMarked;
