package dev.perdure.workers.storage;

/** Walks over key-value pairs. Confined to the thread of its {@link ActorStorage}. */
public interface KeyValueCursor extends AutoCloseable {
  /** Goes to the next pair, the first at first; false at the end. */
  boolean next();

  /** The key of this pair. */
  String key();

  /** The value of this pair; the array is the caller's. */
  byte[] value();

  @Override
  void close();
}
