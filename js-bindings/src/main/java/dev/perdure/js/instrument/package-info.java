/**
 * What the instruments that watch an engine share. Start at {@link
 * dev.perdure.js.instrument.InstrumentProvider}. Thread-safe.
 */
@NullMarked
package dev.perdure.js.instrument;

import org.jspecify.annotations.NullMarked;
