/**
 * The responses that {@code caches} keeps, in memory. Start at {@link
 * dev.perdure.workers.cache.MemoryCacheStore}, which is thread-safe.
 */
@NullMarked
package dev.perdure.workers.cache;

import org.jspecify.annotations.NullMarked;
