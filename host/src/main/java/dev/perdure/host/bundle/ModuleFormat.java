package dev.perdure.host.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import dev.perdure.host.config.WorkerConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Tells workers that are ES modules from those in the older service-worker format.
 *
 * <p>A worker without a default export counts as a service worker, as in wrangler's {@code
 * deployment-bundle/guess-worker-format.ts}. It has no objects of its own and imports nothing that
 * the runtime provides.
 */
final class ModuleFormat {
  private static final String NO_DEFAULT =
      "Your worker has no default export, which means it is assumed to be a Service Worker format"
          + " Worker. Did you mean to create a ES Module format Worker? If so, try adding `export"
          + " default { ... }` in your entry-point.";

  private final WorkerConfig worker;
  private final Path entry;

  ModuleFormat(WorkerConfig worker, Path entry) {
    this.worker = worker;
    this.entry = entry;
  }

  /** Refuses what a service worker cannot have, and warns of exports that nobody will see. */
  List<BundleMessage> check(JsonNode metafile, List<String> exports) {
    if (exports.contains("default")) {
      return List.of();
    }
    if (ownObjects()) {
      throw refused(
          "You seem to be trying to use Durable Objects in a Worker written as a service-worker.");
    }
    Set<String> imports = externalImports(metafile);
    if (!imports.isEmpty()) {
      String names = imports.stream().collect(Collectors.joining("\", \"", "\"", "\""));
      throw refused("Unexpected external import of %s.".formatted(names));
    }
    return exports.isEmpty()
        ? List.of()
        : List.of(
            BundleMessage.of(
                "The entrypoint '%s' has exports like an ES Module, but hasn't defined a default export"
                        .formatted(worker.directory().relativize(entry))
                    + " like a module worker normally would.",
                NO_DEFAULT));
  }

  private boolean ownObjects() {
    return !worker.migrations().isEmpty()
        || worker.bindings().durableObjects().stream()
            .anyMatch(binding ->
                binding.scriptName().filter(name -> !name.equals(worker.name())).isEmpty());
  }

  private BundleException refused(String text) {
    return BundleException.inSources(List.of(BundleMessage.of(text, NO_DEFAULT)), Set.of(entry));
  }

  private static Set<String> externalImports(JsonNode metafile) {
    Set<String> names = new TreeSet<>();
    for (JsonNode output : metafile.path("outputs")) {
      for (JsonNode imported : output.path("imports")) {
        if (imported.path("external").asBoolean()) {
          names.add(imported.path("path").asText());
        }
      }
    }
    return names;
  }
}
