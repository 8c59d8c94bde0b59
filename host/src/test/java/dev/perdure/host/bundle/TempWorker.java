package dev.perdure.host.bundle;

import dev.perdure.host.config.ConfigLoader;
import dev.perdure.host.config.ConfigRequest;
import dev.perdure.host.config.WorkerConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A project's folder, written by a test, and its bundle. */
final class TempWorker {
  private static final Path CACHE = Path.of("target", "esbuild-cache").toAbsolutePath();

  private final Path directory;
  private final List<String> output = new ArrayList<>();

  TempWorker(Path directory) {
    this.directory = directory;
    config("");
  }

  TempWorker file(String name, String text) {
    try {
      Path file = directory.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A valid configuration with {@code more} at its end. */
  TempWorker config(String more) {
    return file(
        "wrangler.toml",
        """
        name = "demo"
        main = "src/index.ts"
        compatibility_date = "2024-01-01"
        """
            + more);
  }

  TempWorker entry(String text) {
    return file("src/index.ts", text);
  }

  Path path(String name) {
    return directory.resolve(name);
  }

  List<String> output() {
    return output;
  }

  ConfigRequest request() {
    return ConfigRequest.of(directory, LocalDate.of(2026, 11, 21));
  }

  WorkerConfig load() {
    return ConfigLoader.load(request()).main();
  }

  Bundler bundler() {
    return new Bundler(Bundler.Mode.DEVELOPMENT, CACHE, Map.of(), output::add);
  }

  Bundle bundle() {
    try (Bundler bundler = bundler()) {
      return bundler.bundle(load());
    }
  }

  String code() {
    return bundle().entryModule().text();
  }

  BundleException failure() {
    try {
      bundle();
    } catch (BundleException e) {
      return e;
    }
    throw new AssertionError("the worker was bundled");
  }

  static String names(Bundle bundle) {
    return bundle.modules().stream().map(BundledModule::name).collect(Collectors.joining(" "));
  }
}
