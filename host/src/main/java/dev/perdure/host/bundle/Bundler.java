package dev.perdure.host.bundle;

import dev.perdure.host.config.BundleSettings;
import dev.perdure.host.config.WorkerConfig;
import dev.perdure.workers.compat.CompatFlags;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Turns the sources of workers into modules.
 *
 * <p>Thread-safe. It keeps one esbuild running per version that the projects bring, until it is
 * closed.
 */
public final class Bundler implements AutoCloseable {

  /** What the code is built for. */
  public enum Mode {
    /** For development: {@code process.env.NODE_ENV} is {@code "development"}. */
    DEVELOPMENT("development"),
    /** For serving: {@code process.env.NODE_ENV} is {@code "production"}. */
    PRODUCTION("production");

    private final String nodeEnv;

    Mode(String nodeEnv) {
      this.nodeEnv = nodeEnv;
    }

    String nodeEnv() {
      return nodeEnv;
    }
  }

  private final Mode mode;
  private final Path cache;
  private final Map<String, String> environment;
  private final BuildCommandRunner commands;
  private final Map<EsbuildBinary, EsbuildService> services = new HashMap<>();
  private boolean closed;

  /**
   * Makes a bundler that has started nothing yet.
   *
   * @param cache the folder that esbuild is unpacked into when a project brings none
   * @param environment the environment variables of this process
   * @param output takes the lines that build commands print
   */
  public Bundler(Mode mode, Path cache, Map<String, String> environment, Consumer<String> output) {
    this.mode = mode;
    this.cache = cache;
    this.environment = Map.copyOf(environment);
    this.commands = new BuildCommandRunner(output);
  }

  /** A bundler with the environment and the cache folder of this process. */
  public static Bundler ofProcess(Mode mode, Consumer<String> output) {
    Map<String, String> environment = System.getenv();
    return new Bundler(mode, defaultCache(environment), environment, output);
  }

  /** The folder for {@code cache} where nothing else is said: the user's cache folder. */
  static Path defaultCache(Map<String, String> environment) {
    @Nullable String xdg = environment.get("XDG_CACHE_HOME");
    Path base =
        xdg == null || xdg.isEmpty()
            ? Path.of(System.getProperty("user.home", "."), ".cache")
            : Path.of(xdg);
    return base.resolve("perdure");
  }

  /**
   * Runs the worker's build command and bundles what it left.
   *
   * @throws BundleException when the command or the sources are at fault
   * @throws IllegalArgumentException when the worker has no {@code main}
   */
  public Bundle bundle(WorkerConfig worker) {
    worker.bundling().build().ifPresent(commands::run);
    return bundleSources(worker);
  }

  /** Bundles the worker without running its build command. */
  public Bundle bundleSources(WorkerConfig worker) {
    Path main =
        worker
            .main()
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "The worker '%s' has no script to bundle.".formatted(worker.name())));
    JavaBuild java = new JavaBuild(worker, main);
    if (java.isWhole()) {
      return java.run();
    }
    Path entry =
        EntryFile.find(
            main,
            worker.directory(),
            worker.bundling().build().map(BundleSettings.BuildCommand::command));
    EsbuildBinary binary = EsbuildBinary.locate(worker.directory(), cache, environment);
    Bundle classes = java.isEmpty() ? null : java.run();
    Bundle scripts =
        new WorkerBuild(
                service(binary),
                worker,
                entry,
                BuildEnvironment.from(environment, mode.nodeEnv()),
                classes == null ? List.of() : classes.exports())
            .run();
    return classes == null ? scripts : both(scripts, classes);
  }

  private static Bundle both(Bundle scripts, Bundle classes) {
    List<BundleMessage> doubled =
        classes.exports().stream()
            .filter(name -> !name.equals("default") && scripts.exports().contains(name))
            .map(name ->
                BundleMessage.of(
                    "There is a '%s' in JavaScript and one in Java.".formatted(name),
                    "Rename one: bindings know them by this name."))
            .toList();
    if (!doubled.isEmpty()) {
      throw BundleException.inSources(
          doubled,
          Stream.concat(scripts.inputs().stream(), classes.inputs().stream())
              .collect(Collectors.toSet()));
    }
    return scripts.with(classes);
  }

  /**
   * Turns one module into JavaScript that the engine parses; its imports stay as they are.
   *
   * @param source the file it came from; the project around it may bring its own esbuild
   * @throws BundleException when it cannot be parsed
   */
  public byte[] transpile(Path source, byte[] content, boolean typeScript) {
    Path folder = source.toAbsolutePath().getParent();
    EsbuildBinary binary =
        EsbuildBinary.locate(folder == null ? Path.of("/") : folder, cache, environment);
    Fields answer =
        service(binary)
            .send(
                Fields.of("command", "transform")
                    .with("flags", BuildFlags.transpiling(source, typeScript))
                    .with("inputFS", false)
                    .with("input", content));
    List<BundleMessage> errors =
        EsbuildMessages.read(answer.objects("errors"), CompatFlags.of(CompatFlags.NEWEST_DATE));
    if (!errors.isEmpty()) {
      throw BundleException.inSources(errors, Set.of(source));
    }
    return answer.bytes("code");
  }

  private synchronized EsbuildService service(EsbuildBinary binary) {
    if (closed) {
      throw new IllegalStateException("The bundler is closed.");
    }
    EsbuildService running = services.get(binary);
    if (running == null || !running.alive()) {
      running = EsbuildService.start(binary, Path.of("").toAbsolutePath());
      services.put(binary, running);
    }
    return running;
  }

  /** Ends every esbuild. */
  @Override
  public synchronized void close() {
    closed = true;
    services.values().forEach(EsbuildService::close);
    services.clear();
  }
}
