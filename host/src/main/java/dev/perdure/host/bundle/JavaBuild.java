package dev.perdure.host.bundle;

import dev.perdure.host.config.Bindings;
import dev.perdure.host.config.JavaSettings;
import dev.perdure.host.config.WorkerConfig;
import dev.perdure.host.java.GuestClasses;
import dev.perdure.host.java.fence.Fence;
import dev.perdure.workers.compat.NearNames;
import dev.perdure.workers.spi.Export;
import dev.perdure.workers.spi.WorkerLoadException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** Collects the classes of a worker in Java, and compiles those that come as sources. */
final class JavaBuild {
  private final WorkerConfig worker;
  private final Path main;
  private final JavaSettings settings;
  private final Set<Path> inputs = new HashSet<>();
  // Class files and resources by their names within the worker, in a lasting order.
  private final Map<String, byte[]> files = new TreeMap<>();

  JavaBuild(WorkerConfig worker, Path main) {
    this.worker = worker;
    this.main = main;
    this.settings = worker.bundling().java();
  }

  /** Whether the worker has no code in Java. */
  boolean isEmpty() {
    return settings.isEmpty() && !isWhole();
  }

  /** Whether the whole worker is in Java. */
  boolean isWhole() {
    return JavaSettings.isJava(main)
        || settings.folders().contains(main)
        || settings.jars().contains(main);
  }

  Bundle run() {
    List<Path> sources = new ArrayList<>(sources());
    Set<Path> jars = new LinkedHashSet<>(settings.jars());
    if (main.toString().endsWith(".jar")) {
      jars.add(main);
    }
    jars.forEach(this::addJar);
    Set<String> libraries = Set.copyOf(files.keySet());
    settings.classes().ifPresent(this::addFolder);
    if (!sources.isEmpty()) {
      inputs.addAll(sources);
      List<Path> path = new ArrayList<>(jars);
      settings.classes().ifPresent(path::add);
      files.putAll(new JavaCompile(worker.directory(), path).compile(sources));
    }
    if (settings.fenced()) {
      checkFence(libraries);
    }
    List<String> exports = exports();
    checkClasses(exports);
    List<BundledModule> modules = new ArrayList<>();
    files.forEach((name, bytes) -> modules.add(new BundledModule(name, ModuleType.JAVA, bytes)));
    if (modules.isEmpty()) {
      throw BundleException.of(
          "There are no classes in '%s'. Build the project first, or correct \"main\" and \"java\"."
              .formatted(worker.directory().relativize(main)));
    }
    return new Bundle(stem(), modules, exports, Optional.empty(), inputs, List.of());
  }

  private List<String> exports() {
    try {
      return GuestClasses.of(files, isWhole() ? stem() : "").exports().stream()
          .map(Export::name)
          .toList();
    } catch (WorkerLoadException e) {
      throw BundleException.inSources(
          List.of(BundleMessage.of(String.valueOf(e.getMessage()))), inputs);
    }
  }

  private String stem() {
    String name = main.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot <= 0 ? name : name.substring(0, dot);
  }

  /** The source files: those of the folder, or those beside the one that main names. */
  private List<Path> sources() {
    Set<Path> all = new LinkedHashSet<>(settings.files());
    if (settings.sources().isPresent()) {
      all.addAll(javaFiles(settings.sources().get(), Integer.MAX_VALUE));
    }
    if (settings.sources().isEmpty() || !settings.files().isEmpty()) {
      all.addAll(beside());
    }
    return List.copyOf(all);
  }

  private List<Path> beside() {
    if (!main.toString().endsWith(".java")) {
      return List.of();
    }
    if (!Files.isRegularFile(main)) {
      throw BundleException.of(
          "The entry-point file at '%s' was not found. Correct \"main\"."
              .formatted(worker.directory().relativize(main)));
    }
    Path folder = main.getParent();
    return folder == null ? List.of(main) : javaFiles(folder, 1);
  }

  private static List<Path> javaFiles(Path folder, int depth) {
    try (Stream<Path> found = Files.walk(folder, depth)) {
      return found
          .filter(file -> file.toString().endsWith(".java") && Files.isRegularFile(file))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  private void addFolder(Path folder) {
    try (Stream<Path> found = Files.walk(folder)) {
      for (Path file : found.filter(Files::isRegularFile).toList()) {
        inputs.add(file);
        files.put(folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  private void addJar(Path archive) {
    inputs.add(archive);
    try (JarFile jar = new JarFile(archive.toFile(), false, JarFile.OPEN_READ, Runtime.version())) {
      for (JarEntry entry : jar.versionedStream().filter(each -> !each.isDirectory()).toList()) {
        try (InputStream in = jar.getInputStream(entry)) {
          files.putIfAbsent(entry.getName(), in.readAllBytes());
        }
      }
    } catch (IOException e) {
      throw unreadable(archive, e);
    }
  }

  private static BundleException unreadable(Path path, IOException cause) {
    return BundleException.causedBy(
        cause, "'%s' cannot be read: %s. Check the file.".formatted(path, cause.getMessage()));
  }

  /** Tells of the worker's own classes before any runs; those of libraries when they are loaded. */
  private void checkFence(Set<String> libraries) {
    Fence fence = new Fence(files);
    List<BundleMessage> refused =
        files.keySet().stream()
            .filter(name -> name.endsWith(".class") && !libraries.contains(name))
            .filter(name -> !name.startsWith("META-INF/") && !name.equals("module-info.class"))
            .map(name -> name.substring(0, name.length() - ".class".length()).replace('/', '.'))
            .flatMap(name -> fence.refusals(name).stream())
            .sorted()
            .distinct()
            .map(refusal -> BundleMessage.of(refusal.text()))
            .toList();
    if (!refused.isEmpty()) {
      throw BundleException.inSources(refused, inputs);
    }
  }

  private void checkClasses(List<String> exports) {
    if (!isWhole()) {
      return;
    }
    List<BundleMessage> missing = new ArrayList<>();
    for (Bindings.DurableObject binding : worker.bindings().durableObjects()) {
      boolean own = binding.scriptName().filter(name -> !name.equals(worker.name())).isEmpty();
      String name = binding.className();
      if (own && !exports.contains(name)) {
        missing.add(
            BundleMessage.of(
                "Your Worker depends on the Durable Object class '%s', which is not there.%s"
                    .formatted(name, NearNames.hint(NearNames.of(name, exports))),
                "Write a class %s extends DurableObject, in any package.".formatted(name)));
      }
    }
    if (!missing.isEmpty()) {
      throw BundleException.inSources(missing, inputs);
    }
  }
}
