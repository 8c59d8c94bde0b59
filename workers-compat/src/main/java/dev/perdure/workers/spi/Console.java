package dev.perdure.workers.spi;

/** Where a guest's log goes. Thread-safe. */
public interface Console {
  /** How much a line matters. */
  enum Level {
    /** For the author of the worker. */
    DEBUG,
    /** Ordinary output. */
    LOG,
    /** Ordinary output, said to be information. */
    INFO,
    /** Something to look at. */
    WARN,
    /** Something that failed. */
    ERROR
  }

  /** Writes one message, which may span lines. */
  void write(Level level, String text);
}
