/**
 * Requests, responses, headers and bodies as JavaScript sees them. Start at {@link
 * dev.perdure.js.fetch.FetchHost}; the classes themselves are in {@code lib/fetch.js}, {@code
 * lib/body.js} and {@code lib/headers.js}. Confined to the isolate's thread.
 */
@NullMarked
package dev.perdure.js.fetch;

import org.jspecify.annotations.NullMarked;
