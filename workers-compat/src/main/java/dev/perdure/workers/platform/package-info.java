/**
 * What the classes of {@code dev.perdure.workers} need from the host that runs them. Start at
 * {@link dev.perdure.workers.platform.Platform}. Workers do not see this package.
 */
@NullMarked
package dev.perdure.workers.platform;

import org.jspecify.annotations.NullMarked;
