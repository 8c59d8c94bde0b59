/**
 * The words of the engine's own errors, which scripts expect to be V8's. Start at {@link
 * dev.perdure.js.wording.EngineErrors}. Thread-safe.
 */
@NullMarked
package dev.perdure.js.wording;

import org.jspecify.annotations.NullMarked;
