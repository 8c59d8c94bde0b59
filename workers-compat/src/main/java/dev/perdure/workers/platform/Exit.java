package dev.perdure.workers.platform;

import dev.perdure.workers.WorkerException;

/** What calls of {@code System.exit} in a worker become: the process is not the worker's. */
public final class Exit {
  private Exit() {}

  /** Refuses. */
  @SuppressWarnings("DoNotCallSuggester") // calls of System.exit are led here
  public static void exit(int status) {
    throw WorkerException.error(
        "A worker cannot end the process: it called System.exit(%d).".formatted(status));
  }
}
