/**
 * Small globals: microtasks, error reports, {@code navigator}, {@code Cloudflare}. Start at {@link
 * dev.perdure.js.globals.GlobalsHost}. Everything is confined to the isolate's thread.
 */
@NullMarked
package dev.perdure.js.globals;

import org.jspecify.annotations.NullMarked;
