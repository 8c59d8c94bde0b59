package dev.perdure.workers.spi;

import org.jspecify.annotations.Nullable;

/** Says why a worker's code cannot be used, with file and line where they are known. */
public final class WorkerLoadException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** A fault of the code. */
  public WorkerLoadException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
