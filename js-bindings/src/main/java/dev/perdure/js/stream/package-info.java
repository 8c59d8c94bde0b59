/**
 * Streams between Java and JavaScript: a {@code ReadableStream} over a source of bytes, and a
 * source of bytes over a {@code ReadableStream}. The streams themselves are in {@code
 * lib/readable.js} and its neighbours. Start at {@link dev.perdure.js.stream.StreamHost}, which is
 * confined to the isolate's thread; a {@link dev.perdure.js.stream.StreamSource} is read on any
 * thread.
 */
@NullMarked
package dev.perdure.js.stream;

import org.jspecify.annotations.NullMarked;
