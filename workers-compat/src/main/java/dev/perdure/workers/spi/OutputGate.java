package dev.perdure.workers.spi;

/**
 * Holds messages back until the writes before them are durable. Confined to the isolate's thread.
 */
public interface OutputGate {
  /**
   * Sends something: runs {@code message} at once where nothing written before waits to become
   * durable, else when it is, on any thread. Messages keep their order. If the writes are lost, the
   * message is dropped and the object reset.
   */
  void send(Runnable message);
}
