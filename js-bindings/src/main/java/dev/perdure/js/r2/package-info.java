/**
 * R2 buckets seen from JavaScript. Start at {@link dev.perdure.js.r2.R2Host}. Confined to the
 * isolate's thread.
 */
@NullMarked
package dev.perdure.js.r2;

import org.jspecify.annotations.NullMarked;
