package dev.perdure.host.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A project's folder, written by a test, and what to load from it. */
final class TempProject {
  static final LocalDate TODAY = LocalDate.of(2026, 11, 21);

  private final Path directory;
  private Optional<Path> target = Optional.empty();
  private List<Path> configs = List.of();
  private Optional<String> environment = Optional.empty();
  private List<String> vars = List.of();
  private Set<BindingKind> supported = Set.of(BindingKind.values());
  private boolean strict;
  private Map<String, String> process = Map.of();

  TempProject(Path directory) {
    this.directory = directory;
  }

  TempProject file(String name, String text) {
    try {
      Path file = directory.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  TempProject toml(String text) {
    return file("wrangler.toml", text);
  }

  /** A valid file with {@code more} at its end. */
  TempProject with(String more) {
    return toml(
        """
        name = "demo"
        main = "src/index.ts"
        compatibility_date = "2025-01-01"
        """
            + more);
  }

  TempProject target(String path) {
    target = Optional.of(Path.of(path));
    return this;
  }

  TempProject configs(String... paths) {
    configs = List.of(paths).stream().map(Path::of).toList();
    return this;
  }

  TempProject environment(String name) {
    environment = Optional.of(name);
    return this;
  }

  TempProject vars(String... pairs) {
    vars = List.of(pairs);
    return this;
  }

  TempProject supporting(BindingKind... kinds) {
    supported = Set.of(kinds);
    return this;
  }

  TempProject strict() {
    strict = true;
    return this;
  }

  TempProject process(Map<String, String> variables) {
    process = variables;
    return this;
  }

  Path path(String name) {
    return directory.resolve(name);
  }

  Configuration load() {
    return ConfigLoader.load(
        new ConfigRequest(
            directory, target, configs, environment, vars, supported, strict, TODAY, process));
  }

  WorkerConfig main() {
    return load().main();
  }

  /** Every fault of a refused configuration, one a line, with paths relative to the project. */
  String refusal() {
    try {
      load();
    } catch (ConfigException e) {
      return lines(e.faults());
    }
    throw new AssertionError("the configuration was taken");
  }

  String warnings() {
    return lines(load().warnings());
  }

  private String lines(List<Fault> faults) {
    return faults.stream()
        .map(fault -> fault.toString().replace(directory + "/", ""))
        .collect(Collectors.joining("\n"));
  }
}
