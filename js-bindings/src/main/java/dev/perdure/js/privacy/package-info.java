/**
 * One private name per class of the global scope instead of one per class and context. Start at
 * {@link dev.perdure.js.privacy.SharedNames}. Thread-safe.
 */
@NullMarked
package dev.perdure.js.privacy;

import org.jspecify.annotations.NullMarked;
