package dev.perdure.workers;

import dev.perdure.workers.platform.Platform;

/**
 * Two connected sockets: one to keep, one to give away with {@link Response#upgrade}.
 *
 * @param client the end for the other side
 * @param server the end to keep
 */
public record WebSocketPair(WebSocket client, WebSocket server) {
  /** Two sockets that are connected to each other. */
  public static WebSocketPair create() {
    WebSocket[] ends = Platform.current().socketPair();
    return new WebSocketPair(ends[0], ends[1]);
  }
}
