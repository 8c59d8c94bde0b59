/**
 * The load generator for what wrk cannot do: WebSockets, a fixed number of requests, and what
 * answers say. Start with {@link LoadMain}, a process of its own that prints one line of JSON.
 *
 * <p>Each connection is driven by a virtual thread of its own, with blocking calls.
 */
@NullMarked
package dev.perdure.testworkers.bench.load;

import org.jspecify.annotations.NullMarked;
