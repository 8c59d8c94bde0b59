/**
 * WebSockets on the network (RFC 6455, and RFC 7692 for compression). Start at {@link
 * dev.perdure.host.websocket.SocketUpgrade} for sockets that clients open, at {@link
 * dev.perdure.host.websocket.SocketDialer} for those that guests open. A connection belongs to its
 * I/O thread; what is sent to it may be sent on any thread.
 */
@NullMarked
package dev.perdure.host.websocket;

import org.jspecify.annotations.NullMarked;
