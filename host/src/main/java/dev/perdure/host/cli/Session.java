package dev.perdure.host.cli;

import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * One run of the command line: where the user stands, what starts a host, and how it hears that it
 * is to stop.
 *
 * @param workingDirectory absolute
 * @param stop completes when the process is asked to stop
 */
record Session(Path workingDirectory, HostStarter starter, CompletableFuture<Void> stop) {
  Session {
    Objects.requireNonNull(starter);
    Objects.requireNonNull(stop);
    workingDirectory = workingDirectory.toAbsolutePath().normalize();
  }

  /** Runs a host until it ends or is asked to stop, and returns the exit code. */
  int run(HostOptions options) {
    try (RunningHost host = starter.start(options)) {
      CompletableFuture.anyOf(stop, host.ended()).join();
      return ExitCodes.OK;
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
