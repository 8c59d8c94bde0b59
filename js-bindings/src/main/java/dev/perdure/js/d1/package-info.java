/**
 * D1 databases seen from JavaScript. Start at {@link dev.perdure.js.d1.D1Host}. Confined to the
 * isolate's thread.
 */
@NullMarked
package dev.perdure.js.d1;

import org.jspecify.annotations.NullMarked;
