/**
 * Namespaces of Workers KV, in the files that {@code wrangler dev} keeps them in. Start at {@link
 * dev.perdure.storage.kv.KvFile}. Thread-safe.
 */
@NullMarked
package dev.perdure.storage.kv;

import org.jspecify.annotations.NullMarked;
