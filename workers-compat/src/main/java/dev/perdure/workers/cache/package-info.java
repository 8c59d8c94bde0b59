/**
 * {@code caches}: which responses are kept, for how long, and what a match gives. Start at {@link
 * dev.perdure.workers.cache.ResponseCache}; {@link dev.perdure.workers.cache.MemoryCacheStore} is
 * the store behind it. Thread-safe.
 */
@NullMarked
package dev.perdure.workers.cache;

import org.jspecify.annotations.NullMarked;
