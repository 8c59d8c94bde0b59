package dev.perdure.host.bundle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.perdure.host.config.Bindings;
import dev.perdure.host.config.BundleSettings;
import dev.perdure.host.config.Migration;
import dev.perdure.host.config.WorkerConfig;
import dev.perdure.workers.compat.NearNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** One run of esbuild over one worker. */
final class WorkerBuild {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final EsbuildService service;
  private final WorkerConfig worker;
  private final Path entry;
  private final BuildEnvironment environment;
  private final Path entryFolder;
  private final Path moduleRoot;
  private final ModuleRules rules;
  private final List<String> otherExports;

  /**
   * A build that has not begun.
   *
   * @param otherExports the classes that another language adds
   */
  WorkerBuild(
      EsbuildService service,
      WorkerConfig worker,
      Path entry,
      BuildEnvironment environment,
      List<String> otherExports) {
    this.otherExports = otherExports;
    this.service = service;
    this.worker = worker;
    this.entry = entry;
    this.environment = environment;
    this.entryFolder = Objects.requireNonNullElse(entry.getParent(), worker.directory());
    this.moduleRoot = worker.bundling().baseDir().orElse(entryFolder);
    this.rules = ModuleRules.of(worker.bundling().rules());
  }

  Bundle run() {
    BundleSettings settings = worker.bundling();
    boolean additional = settings.findAdditionalModules() || settings.noBundle();
    Map<Path, BundledModule> found =
        additional ? AdditionalModules.find(moduleRoot, rules, except()) : Map.of();
    int key = service.newBuild();
    WorkerPlugin plugin =
        new WorkerPlugin(
            service,
            key,
            new WorkerPlugin.Setup(
                worker.directory(), entryFolder, settings, worker.compat(), rules, found));
    Fields request =
        Fields.of("entries", List.of(List.of("", entry.toString())))
            .with("flags", BuildFlags.of(worker, entry, stem(), environment))
            .with("write", false)
            .with("stdinContents", null)
            .with("stdinResolveDir", null)
            .with("absWorkingDir", worker.directory().toString())
            .with("nodePaths", List.of())
            .with("context", false);
    if (!settings.noBundle()) {
      request.with("plugins", plugin.description());
    }
    return result(service.build(key, request, plugin), plugin);
  }

  private Set<Path> except() {
    Set<Path> except = new HashSet<>(Set.of(entry));
    worker.file().ifPresent(except::add);
    return except;
  }

  private String stem() {
    String name = entry.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot <= 0 ? name : name.substring(0, dot);
  }

  private Bundle result(Fields response, WorkerPlugin plugin) {
    List<BundleMessage> errors = EsbuildMessages.read(response.objects("errors"), worker.compat());
    if (!errors.isEmpty()) {
      Set<Path> inputs = new HashSet<>(Set.of(entry));
      for (BundleMessage error : errors) {
        error.location().ifPresent(at -> inputs.add(worker.directory().resolve(at.file())));
      }
      throw BundleException.inSources(errors, inputs);
    }
    JsonNode metafile = json(response.text("metafile"));
    List<String> exports = exports(metafile);
    List<BundleMessage> formatWarnings =
        otherExports.contains("default")
            ? List.of()
            : new ModuleFormat(worker, entry).check(metafile, exports);
    checkClasses(exports);
    Set<Path> inputs = new HashSet<>(plugin.collectedFiles());
    inputs.add(entry);
    metafile
        .path("inputs")
        .fieldNames()
        .forEachRemaining(name -> {
          Path file = worker.directory().resolve(name).normalize();
          if (Files.isRegularFile(file)) {
            inputs.add(file);
          }
        });
    List<BundleMessage> warnings =
        new ArrayList<>(EsbuildMessages.read(response.objects("warnings"), worker.compat()));
    warnings.addAll(formatWarnings);
    warnings.addAll(rules.warnings());
    warnings.addAll(plugin.warnings());
    BundledModule module = new BundledModule(entryName(plugin), ModuleType.ES, code(response));
    List<BundledModule> modules = new ArrayList<>(List.of(module));
    modules.addAll(plugin.collected());
    return new Bundle(
        module.name(), modules, exports, sourceMap(response), inputs, List.copyOf(warnings));
  }

  /** The entry stands where its relative imports of additional modules lead to them. */
  private String entryName(WorkerPlugin plugin) {
    boolean inPlace =
        worker.bundling().noBundle()
            || (worker.bundling().findAdditionalModules()
                && plugin.collectedFiles().stream().anyMatch(file -> file.startsWith(moduleRoot)));
    if (inPlace && entry.startsWith(moduleRoot)) {
      Path relative = moduleRoot.relativize(entry);
      String name = worker.bundling().noBundle() ? relative.toString() : stem() + ".js";
      return worker.bundling().noBundle()
          ? name.replace('\\', '/')
          : relative.resolveSibling(name).toString().replace('\\', '/');
    }
    return stem() + ".js";
  }

  private byte[] code(Fields response) {
    if (worker.bundling().noBundle()) {
      try {
        return Files.readAllBytes(entry);
      } catch (IOException e) {
        throw BundleException.causedBy(
            e, "'%s' cannot be read: %s. Check the file.".formatted(entry, e.getMessage()));
      }
    }
    return response.objects("outputFiles").stream()
        .filter(file -> file.text("path").endsWith(".js"))
        .findFirst()
        .map(file -> file.bytes("contents"))
        .orElseThrow(() -> BundleException.of("esbuild gave no code for '%s'.".formatted(entry)));
  }

  private static Optional<String> sourceMap(Fields response) {
    return response.objects("outputFiles").stream()
        .filter(file -> file.text("path").endsWith(".js.map"))
        .findFirst()
        .map(file -> file.text("contents"));
  }

  private static List<String> exports(JsonNode metafile) {
    List<String> exports = new ArrayList<>();
    for (JsonNode output : metafile.path("outputs")) {
      if (output.has("entryPoint")) {
        output.path("exports").forEach(name -> exports.add(name.asText()));
      }
    }
    return exports;
  }

  private void checkClasses(List<String> exports) {
    List<BundleMessage> missing = new ArrayList<>();
    for (Bindings.DurableObject binding : worker.bindings().durableObjects()) {
      boolean own = binding.scriptName().filter(name -> !name.equals(worker.name())).isEmpty();
      if (own
          && !exports.contains(binding.className())
          && !otherExports.contains(binding.className())) {
        String name = binding.className();
        String path = worker.directory().relativize(entry).toString();
        missing.add(
            BundleMessage.of(
                ("Your Worker depends on the Durable Object class '%s', which is not exported in"
                        + " your entrypoint file.%s")
                    .formatted(name, NearNames.hint(NearNames.of(name, exports))),
                renamed(name)
                    .map(
                        "Your migrations rename it: write \"class_name\": \"%s\" in the binding."
                            ::formatted)
                    .orElse(
                        "You should export it from your entrypoint, %s: export class %s extends"
                                .formatted(path, name)
                            + " DurableObject { ... }, or export { %s } from \"./its-file\"."
                                .formatted(name))));
      }
    }
    if (!missing.isEmpty()) {
      throw BundleException.inSources(missing, Set.of(entry));
    }
  }

  /** What the migrations make of the name of a class. */
  private Optional<String> renamed(String name) {
    return worker.migrations().stream()
        .flatMap(migration -> migration.renamedClasses().stream())
        .filter(rename -> rename.from().equals(name))
        .map(Migration.Rename::to)
        .findFirst();
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text.isEmpty() ? "{}" : text);
    } catch (JsonProcessingException e) {
      throw BundleException.causedBy(e, "esbuild's metafile cannot be parsed. Report this.");
    }
  }
}
