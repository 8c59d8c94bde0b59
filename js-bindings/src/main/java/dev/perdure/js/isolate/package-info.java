/**
 * Isolates: the engine, one context each, and how events get in and out. Start at {@link
 * dev.perdure.js.isolate.JsEngine}. The engine is shared by all threads; an isolate is confined to
 * the thread that runs its turn.
 */
@NullMarked
package dev.perdure.js.isolate;

import org.jspecify.annotations.NullMarked;
