/**
 * How Java values become JavaScript's and back. {@link dev.perdure.workers.value.ValueWriter} and
 * {@link dev.perdure.workers.value.ValueReader} turn them into V8's format and back, {@link
 * dev.perdure.workers.value.Shapes} turns what was read into the type that was asked for. Start at
 * {@code Shapes}. Instances belong to one thread, static methods to any.
 */
@NullMarked
package dev.perdure.workers.value;

import org.jspecify.annotations.NullMarked;
