/**
 * Workers KV seen from JavaScript. Start at {@link dev.perdure.js.kv.KvHost}. Confined to the
 * isolate's thread.
 */
@NullMarked
package dev.perdure.js.kv;

import org.jspecify.annotations.NullMarked;
