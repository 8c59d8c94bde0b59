/**
 * Rate limiters seen from JavaScript. Start at {@link dev.perdure.js.ratelimit.RateLimitHost}.
 * Confined to the isolate's thread.
 */
@NullMarked
package dev.perdure.js.ratelimit;

import org.jspecify.annotations.NullMarked;
