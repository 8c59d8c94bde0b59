/**
 * The Java side of WebSockets in scripts: start at {@link dev.perdure.js.socket.SocketHost}.
 * Confined to the isolate's thread unless a method says otherwise.
 */
@NullMarked
package dev.perdure.js.socket;

import org.jspecify.annotations.NullMarked;
