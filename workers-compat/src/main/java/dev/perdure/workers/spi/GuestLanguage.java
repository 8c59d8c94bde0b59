package dev.perdure.workers.spi;

/**
 * A language that workers are written in. Found through {@link java.util.ServiceLoader}; one
 * instance serves a whole host. Thread-safe.
 */
public interface GuestLanguage extends AutoCloseable {
  /** The name of the language, for people. */
  String name();

  /** What runs the code, for people, and whether it compiles it. */
  Engine engine();

  /** Whether this language can run {@code code}. */
  boolean runs(WorkerCode code);

  /**
   * Prepares {@code code} for isolates. Nothing of it is run.
   *
   * @throws WorkerLoadException if it cannot be parsed
   */
  GuestWorker load(WorkerCode code);

  @Override
  void close();

  /**
   * What runs the code.
   *
   * @param description name and version
   * @param compiles false for a plain interpreter, many times slower
   */
  record Engine(String description, boolean compiles) {}
}
