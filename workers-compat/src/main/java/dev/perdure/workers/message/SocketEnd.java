package dev.perdure.workers.message;

/**
 * One end of a WebSocket, as the side that holds it sees it: what is sent here arrives at the other
 * end, whether that is a client on the network or another isolate. Thread-safe; messages keep their
 * order.
 */
public interface SocketEnd {
  /** Hears what the other end sends. Calls come one at a time, in order, on any thread. */
  interface Listener {
    /** A text message arrived. */
    void text(String message);

    /** A binary message arrived; the array is the listener's. */
    void binary(byte[] message);

    /** The other end closed, or vanished: then with code 1006. Nothing comes after. */
    void closed(int code, String reason, boolean clean);
  }

  /** Names the listener, once; what came before is delivered to it first. */
  void listen(Listener listener);

  /** Sends a text message. */
  void sendText(String message);

  /** Sends a binary message; the array is given away. */
  void sendBinary(byte[] message);

  /** Says that nothing more will be sent. Code 1005 stands for none. */
  void close(int code, String reason);

  /** Drops the connection without a closing handshake. */
  void abort();
}
