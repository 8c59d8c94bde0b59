package dev.perdure.host.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * The workers of one session.
 *
 * @param workers the workers; the first one answers HTTP requests
 * @param warnings what the user should know
 * @param watchedFiles the files that were read or looked for; a change of one calls for a new load
 */
public record Configuration(
    List<WorkerConfig> workers, List<Fault> warnings, Set<Path> watchedFiles) {

  /** Copies the collections. */
  public Configuration {
    workers = List.copyOf(workers);
    warnings = List.copyOf(warnings);
    watchedFiles = Set.copyOf(watchedFiles);
  }

  /** The worker that answers HTTP requests. */
  public WorkerConfig main() {
    return workers.getFirst();
  }
}
