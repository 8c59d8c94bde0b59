/**
 * Structured clone: values of a guest become bytes in V8's format and come back. {@code clone.js}
 * walks and rebuilds values, {@link dev.perdure.js.clone.Cloner} turns what it says into bytes.
 * Start at {@code Cloner}. Confined to the isolate's thread.
 */
@NullMarked
package dev.perdure.js.clone;

import org.jspecify.annotations.NullMarked;
