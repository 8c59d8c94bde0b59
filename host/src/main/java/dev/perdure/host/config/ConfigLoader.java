package dev.perdure.host.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Loads the configuration of a session.
 *
 * <p>Files are found and read as {@code wrangler dev} does it: {@code wrangler.json}, {@code
 * wrangler.jsonc} or {@code wrangler.toml}, upward from the project's folder, or what a build tool
 * put in their place. Stateless, so any thread may load.
 */
public final class ConfigLoader {
  private ConfigLoader() {}

  /**
   * Loads what {@code request} names.
   *
   * @throws ConfigException with every fault of every file, when one of them is fatal
   */
  public static Configuration load(ConfigRequest request) {
    Faults faults = new Faults();
    Set<Path> watched = new LinkedHashSet<>();
    List<Fault> unreadable = new ArrayList<>();
    List<WorkerConfig> workers = new ArrayList<>();
    Optional<String> environment =
        request
            .environment()
            .or(() -> Optional.ofNullable(request.processEnvironment().get("CLOUDFLARE_ENV")))
            .filter(name -> !name.isEmpty());
    WorkerReader reader =
        new WorkerReader(
            request, environment, new VariablesReader(request, faults, watched), faults);
    for (ConfigLookup.Found found : found(request, watched)) {
      try {
        workers.add(reader.read(found));
      } catch (ConfigException e) {
        unreadable.addAll(e.faults());
      }
    }
    checkNames(workers, faults);
    checkConsumers(workers, faults);
    if (faults.fatal() || !unreadable.isEmpty()) {
      unreadable.addAll(faults.all());
      throw new ConfigException(unreadable, watched);
    }
    return new Configuration(workers, faults.all(), watched);
  }

  private static List<ConfigLookup.Found> found(ConfigRequest request, Set<Path> watched) {
    try {
      return new ConfigLookup(watched).find(request);
    } catch (ConfigException e) {
      throw new ConfigException(e.faults(), watched);
    }
  }

  private static void checkConsumers(List<WorkerConfig> workers, Faults faults) {
    Map<String, String> consumers = new HashMap<>();
    for (WorkerConfig worker : workers) {
      for (Bindings.QueueConsumer consumer : worker.bindings().queueConsumers()) {
        String other = consumers.putIfAbsent(consumer.queue(), worker.name());
        if (other != null) {
          faults.error(
              Fault.Place.of(worker.file().orElse(worker.directory())),
              ("Multiple consumers defined for queue \"%s\": \"%s\" and \"%s\". A queue has one"
                      + " consumer: remove the other.")
                  .formatted(consumer.queue(), other, worker.name()));
        }
      }
    }
  }

  private static void checkNames(List<WorkerConfig> workers, Faults faults) {
    Set<String> names = new LinkedHashSet<>();
    for (WorkerConfig worker : workers) {
      if (!names.add(worker.name())) {
        faults.error(
            Fault.Place.of(worker.file().orElse(worker.directory())),
            "Two workers of this session are named '%s'. Give each a \"name\" of its own."
                .formatted(worker.name()));
      }
    }
  }
}
