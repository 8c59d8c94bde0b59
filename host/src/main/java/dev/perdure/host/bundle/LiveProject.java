package dev.perdure.host.bundle;

import dev.perdure.host.config.BundleSettings;
import dev.perdure.host.config.ConfigException;
import dev.perdure.host.config.ConfigLoader;
import dev.perdure.host.config.ConfigRequest;
import dev.perdure.host.config.Configuration;
import dev.perdure.host.config.JavaSettings;
import dev.perdure.host.config.WorkerConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The workers of a session, built again whenever a source or a configuration file changes.
 *
 * <p>Call {@link #build()} once, then {@link #watch(Listener)}. Builds after a change run on the
 * scheduler that was given, which must run one task at a time; the listener is told there too.
 */
public final class LiveProject implements AutoCloseable {
  private static final Duration QUIET = Duration.ofMillis(40);

  private final ConfigRequest request;
  private final Bundler bundler;
  private final ScheduledExecutorService scheduler;
  private volatile @Nullable Build last;
  private volatile @Nullable SourceWatcher watcher;

  /**
   * The workers as they are now.
   *
   * @param configuration what was configured
   * @param bundles the bundles by worker name; a worker of assets only has none
   * @param changed the files whose change led to this build; none for the first
   * @param took how long it took
   */
  public record Build(
      Configuration configuration, Map<String, Bundle> bundles, Set<Path> changed, Duration took) {
    /** Copies the collections. */
    public Build {
      bundles = Map.copyOf(bundles);
      changed = Set.copyOf(changed);
    }
  }

  /** Is told what becomes of changes. */
  public interface Listener {
    /** The workers are different now. */
    void changed(Build build);

    /**
     * A change cannot be built; what ran before is to go on.
     *
     * @param error a {@link ConfigException} or a {@link BundleException}
     */
    void failed(RuntimeException error);
  }

  /** Makes a project that has built nothing yet. */
  public LiveProject(ConfigRequest request, Bundler bundler, ScheduledExecutorService scheduler) {
    this.request = request;
    this.bundler = bundler;
    this.scheduler = scheduler;
  }

  /**
   * Builds the workers for the first time, build commands included.
   *
   * @throws ConfigException when the configuration is refused
   * @throws BundleException when the sources are at fault
   */
  public Build build() {
    Build build = build(Set.of(), true);
    last = build;
    return build;
  }

  /** Watches the files of the last build, or what there is of them when it failed. */
  public void watch(Listener listener) {
    Debounce debounce =
        new Debounce(
            (delay, task) -> scheduler.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS),
            QUIET,
            changed -> rebuild(changed, listener));
    SourceWatcher started = new SourceWatcher(debounce::add);
    watcher = started;
    watchInputs(started, Set.of());
  }

  private void rebuild(Set<Path> changed, Listener listener) {
    SourceWatcher watching = watcher;
    Build before = last;
    try {
      boolean commands = before == null || touchesCommands(before.configuration(), changed);
      Build build = build(changed, commands);
      last = build;
      if (watching != null) {
        watchInputs(watching, Set.of());
      }
      if (before == null || differs(before, build)) {
        listener.changed(build);
      }
    } catch (ConfigException e) {
      failed(e, e.watchedFiles(), watching, listener);
    } catch (BundleException e) {
      failed(e, e.inputs(), watching, listener);
    }
  }

  private void failed(
      RuntimeException error,
      Set<Path> files,
      @Nullable SourceWatcher watching,
      Listener listener) {
    if (watching != null) {
      watchInputs(watching, files);
    }
    listener.failed(error);
  }

  private Build build(Set<Path> changed, boolean commands) {
    long start = System.nanoTime();
    Configuration configuration = ConfigLoader.load(request);
    Map<String, Bundle> bundles = bundles(bundler, configuration, commands);
    return new Build(configuration, bundles, changed, Duration.ofNanos(System.nanoTime() - start));
  }

  /**
   * The bundles of a configuration's workers by name; a worker of assets only has none.
   *
   * @param commands whether build commands run too
   */
  public static Map<String, Bundle> bundles(
      Bundler bundler, Configuration configuration, boolean commands) {
    Map<String, Bundle> bundles = new LinkedHashMap<>();
    for (WorkerConfig worker : configuration.workers()) {
      if (worker.main().isPresent()) {
        bundles.put(
            worker.name(), commands ? bundler.bundle(worker) : bundler.bundleSources(worker));
      }
    }
    return bundles;
  }

  /** A build command runs again for its own folders and for the configuration, not for outputs. */
  private static boolean touchesCommands(Configuration configuration, Set<Path> changed) {
    Set<Path> trees = commandTrees(configuration);
    return changed.stream()
        .anyMatch(path ->
            configuration.watchedFiles().contains(path)
                || trees.stream().anyMatch(path::startsWith));
  }

  private static Set<Path> commandTrees(Configuration configuration) {
    Set<Path> trees = new HashSet<>();
    for (WorkerConfig worker : configuration.workers()) {
      worker.bundling().build().map(BundleSettings.BuildCommand::watched).ifPresent(trees::addAll);
    }
    return trees;
  }

  private static boolean differs(Build before, Build after) {
    return !before.configuration().equals(after.configuration())
        || !before.bundles().keySet().equals(after.bundles().keySet())
        || after.bundles().entrySet().stream()
            .anyMatch(entry -> {
              Bundle old = before.bundles().get(entry.getKey());
              return old == null || !old.sameCode(entry.getValue());
            });
  }

  private void watchInputs(SourceWatcher watching, Set<Path> afterFailure) {
    Set<Path> files = new HashSet<>(afterFailure);
    Set<Path> trees = new HashSet<>();
    Build build = last;
    if (build != null) {
      files.addAll(build.configuration().watchedFiles());
      build.bundles().values().forEach(bundle -> files.addAll(bundle.inputs()));
      trees.addAll(commandTrees(build.configuration()));
      build.configuration().workers().forEach(worker -> folders(worker, trees, afterFailure));
    } else {
      Path start = request.workingDirectory().toAbsolutePath().normalize();
      trees.add(request.target().map(start::resolve).orElse(start).normalize());
    }
    watching.watch(files, trees);
  }

  /** Folders where a new file matters: of additional modules, and of the entry after a failure. */
  private static void folders(WorkerConfig worker, Set<Path> trees, Set<Path> afterFailure) {
    trees.addAll(worker.bundling().java().folders());
    boolean wanted =
        worker.bundling().findAdditionalModules()
            || worker.main().filter(JavaSettings::isJava).isPresent()
            || !afterFailure.isEmpty();
    worker
        .bundling()
        .baseDir()
        .or(() -> worker.main().map(Path::getParent))
        .filter(folder -> wanted)
        .ifPresent(trees::add);
  }

  /** Ends the watch; the bundler stays open. */
  @Override
  public void close() {
    SourceWatcher watching = watcher;
    if (watching != null) {
      watching.close();
    }
  }
}
