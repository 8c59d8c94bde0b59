package dev.perdure.workers.message;

/**
 * One end of a WebSocket, as the side that holds it sees it: what is sent here arrives at the other
 * end, whether that is a client on the network or another isolate. Thread-safe; messages keep their
 * order.
 */
public interface SocketEnd {
  /** The reason that comes with code 1006 where the other end vanished. */
  String VANISHED = "WebSocket disconnected without sending Close frame.";

  /** Hears what the other end sends. Calls come one at a time, in order, on any thread. */
  interface Listener {
    /** A text message arrived. */
    void text(String message);

    /** A binary message arrived; the array is the listener's. */
    void binary(byte[] message);

    /** The other end closed, or vanished: then with code 1006. Nothing comes after. */
    void closed(int code, String reason, boolean clean);

    /** The other end broke the protocol and the connection is lost. Nothing comes after. */
    void failed(String message);
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

  /** Drops the connection because what arrived on it broke the protocol. */
  void fail(String message);

  /** Says that the listener has dealt with a message it was given. */
  void taken();

  /** How much was sent here that the other end has not dealt with, in bytes at least. */
  long backlog();

  /** Runs {@code action} once, on any thread, as soon as the other end has caught up. */
  void whenCaughtUp(Runnable action);

  /** What a text message counts for in {@link #backlog}. */
  static long weight(String message) {
    return message.length() + 64L;
  }

  /** What a binary message counts for in {@link #backlog}. */
  static long weight(byte[] message) {
    return message.length + 64L;
  }
}
