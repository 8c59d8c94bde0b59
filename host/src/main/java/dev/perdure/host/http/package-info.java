/**
 * The HTTP server in front of the workers, on Undertow: requests become {@link
 * dev.perdure.workers.message.RequestMessage}s, and the answers are written back. Start at {@link
 * dev.perdure.host.http.HttpServer}, then {@code FrontHandler}.
 *
 * <p>Nothing here blocks: whatever touches a connection runs on the connection's own I/O thread,
 * and futures that complete elsewhere hop there.
 */
@NullMarked
package dev.perdure.host.http;

import org.jspecify.annotations.NullMarked;
