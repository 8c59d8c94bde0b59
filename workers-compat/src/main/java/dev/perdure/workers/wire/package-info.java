/**
 * V8's serialization format, in which values are stored and travel between isolates. {@link
 * dev.perdure.workers.wire.ValueSink} is a value as a series of calls: {@link
 * dev.perdure.workers.wire.WireWriter} takes them and makes bytes, {@link
 * dev.perdure.workers.wire.WireReader} reads bytes and makes the calls. A guest language adds one
 * class for either direction. Start at {@code ValueSink}. Instances belong to one thread.
 */
@NullMarked
package dev.perdure.workers.wire;

import org.jspecify.annotations.NullMarked;
