package dev.perdure.host.config;

import dev.perdure.workers.compat.CompatFlags;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration of one worker in one environment, with everything inherited and overridden.
 *
 * @param name the worker's name, {@code NAME-ENV} in an environment that sets none
 * @param environment the chosen environment
 * @param file the configuration file that was read; none in script-only mode
 * @param directory the project's folder: that of the user's configuration file, or of the script
 * @param main the entry module; none for a worker of assets only
 * @param compat date and flags
 * @param vars variables and secrets of {@code env}, in order
 * @param bindings everything else in {@code env}
 * @param migrations class migrations, in order
 * @param exports declared exports by name
 * @param crons cron expressions of scheduled events
 * @param cpuLimit the CPU time one event may take, when configured
 * @param dev where the development server listens
 * @param bundling how the source becomes modules
 */
public record WorkerConfig(
    String name,
    Optional<String> environment,
    Optional<Path> file,
    Path directory,
    Optional<Path> main,
    CompatFlags compat,
    Map<String, Variable> vars,
    Bindings bindings,
    List<Migration> migrations,
    Map<String, ExportEntry> exports,
    List<String> crons,
    Optional<Duration> cpuLimit,
    DevSettings dev,
    BundleSettings bundling) {

  /** Copies the collections. */
  public WorkerConfig {
    vars = ordered(vars);
    migrations = List.copyOf(migrations);
    exports = ordered(exports);
    crons = List.copyOf(crons);
  }

  static <V> Map<String, V> ordered(Map<String, V> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }
}
