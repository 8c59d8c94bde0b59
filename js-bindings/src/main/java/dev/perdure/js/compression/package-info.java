/**
 * The coding behind {@code CompressionStream} and {@code DecompressionStream}. Start at {@link
 * dev.perdure.js.compression.CompressionHost}. Everything here is confined to the isolate's thread.
 */
@NullMarked
package dev.perdure.js.compression;

import org.jspecify.annotations.NullMarked;
