/**
 * Source maps: from places in bundled code back to the files that people wrote.
 *
 * <p>Start with {@link dev.perdure.host.sourcemap.StackMapper}, which rewrites stack traces; {@link
 * dev.perdure.host.sourcemap.SourceMap} is one decoded map.
 *
 * <p>Threads: everything here is immutable.
 */
@NullMarked
package dev.perdure.host.sourcemap;

import org.jspecify.annotations.NullMarked;
