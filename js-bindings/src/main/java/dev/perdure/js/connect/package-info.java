/**
 * The module {@code cloudflare:sockets}, and {@code connect()} of services. Start at {@link
 * dev.perdure.js.connect.ConnectHost}. Confined to the isolate's thread unless a class says
 * otherwise.
 */
@NullMarked
package dev.perdure.js.connect;

import org.jspecify.annotations.NullMarked;
