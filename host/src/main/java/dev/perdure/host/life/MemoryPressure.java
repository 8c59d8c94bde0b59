package dev.perdure.host.life;

/** Says when memory is short. Thread-safe. */
public interface MemoryPressure extends AutoCloseable {
  /** How short. */
  enum Level {
    /** Instances that could go should. */
    SHORT,
    /** The process is about to fail: what takes the most must go. */
    CRITICAL
  }

  /** Hears of it, on a thread of its own; may take its time. */
  @FunctionalInterface
  interface Listener {
    void memoryIsShort(Level level);
  }

  /** Has {@code listener} hear, again and again while memory stays short. At most one. */
  void listen(Listener listener);

  @Override
  void close();
}
