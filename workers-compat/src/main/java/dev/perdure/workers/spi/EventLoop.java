package dev.perdure.workers.spi;

import java.time.Duration;

/** Brings work that an isolate has begun back into its turns. */
public interface EventLoop {
  /**
   * Notes that something outside is waited for. It comes back into the critical section that runs
   * now. Called on the isolate's thread.
   */
  Pending begin(Kind kind);

  /** Runs {@code task} in a turn after {@code delay}. Called on the isolate's thread. */
  Pending after(Duration delay, Runnable task);

  /** Why an isolate waits. */
  enum Kind {
    /** A timer. */
    TIMER,
    /** An answer from another isolate, or something else that is on its way. */
    ANSWER,
    /** An answer from the network, beside the ANSWER that brings it. */
    NETWORK,
    /** A body that streams. */
    STREAM,
    /** The disk. */
    STORAGE,
    /** Something that may never come, and that does not keep the isolate in memory. */
    LISTENER,
    /** A promise given to waitUntil. */
    WAIT_UNTIL,
    /** Calls through a stub that others hold. */
    STUB,
    /** A WebSocket that was accepted without hibernation, or opened. */
    SOCKET
  }

  /** Something that is waited for. */
  interface Pending {
    /** Ends the waiting and has {@code continuation} run in a turn. Once, on any thread. */
    void resume(Runnable continuation);

    /** Ends the waiting; nothing runs. Does nothing where it has ended. On any thread. */
    void cancel();
  }
}
