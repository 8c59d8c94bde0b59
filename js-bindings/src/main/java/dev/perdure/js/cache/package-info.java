/**
 * {@code caches}: which responses are kept, for how long, and what a match gives. Start at {@link
 * dev.perdure.js.cache.CacheHost}. Confined to the isolate's thread; the store behind it is shared.
 */
@NullMarked
package dev.perdure.js.cache;

import org.jspecify.annotations.NullMarked;
