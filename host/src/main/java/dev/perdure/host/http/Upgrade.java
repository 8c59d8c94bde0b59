package dev.perdure.host.http;

import dev.perdure.workers.message.HeaderList;
import dev.perdure.workers.message.SocketEnd;
import io.undertow.server.HttpServerExchange;

/** Turns a connection into a WebSocket. */
@FunctionalInterface
public interface Upgrade {
  /**
   * Takes over an exchange that the worker answered with status 101: sends the handshake, with
   * {@code headers} added, and then carries messages between the client and {@code socket}. Called
   * on the connection's I/O thread.
   */
  void upgrade(HttpServerExchange exchange, HeaderList headers, SocketEnd socket);
}
