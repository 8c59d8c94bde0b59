/** Rate limiters. Start at {@link dev.perdure.host.ratelimit.WindowLimiter}. Thread-safe. */
@NullMarked
package dev.perdure.host.ratelimit;

import org.jspecify.annotations.NullMarked;
