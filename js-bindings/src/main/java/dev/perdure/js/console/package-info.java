/**
 * What {@code console} and {@code util.inspect} need of Java. Start at {@link
 * dev.perdure.js.console.ConsoleHost}; formatting is in {@code lib/inspect.js}. Confined to the
 * isolate's thread.
 */
@NullMarked
package dev.perdure.js.console;

import org.jspecify.annotations.NullMarked;
