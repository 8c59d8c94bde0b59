package dev.perdure.host.config;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What to load, as the command line says it.
 *
 * @param workingDirectory where the user stands; relative paths start here
 * @param target the folder or the script that was named
 * @param configs the files of {@code -c}, in order; the first one is the main worker
 * @param environment the name of {@code --env}
 * @param vars overrides of {@code --var}, as {@code KEY:VALUE}
 * @param supported the kinds of bindings that the host can provide
 * @param strict whether a bound class needs a migration that creates it
 * @param today today's date in UTC
 * @param processEnvironment the environment variables of this process
 */
public record ConfigRequest(
    Path workingDirectory,
    Optional<Path> target,
    List<Path> configs,
    Optional<String> environment,
    List<String> vars,
    Set<BindingKind> supported,
    boolean strict,
    LocalDate today,
    Map<String, String> processEnvironment) {

  /** Copies the collections. */
  public ConfigRequest {
    configs = List.copyOf(configs);
    vars = List.copyOf(vars);
    supported = Set.copyOf(supported);
    processEnvironment = Map.copyOf(processEnvironment);
  }

  /** Loads what lies in {@code directory}, with nothing overridden and every binding provided. */
  public static ConfigRequest of(Path directory, LocalDate today) {
    return new ConfigRequest(
        directory,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        List.of(),
        Set.of(BindingKind.values()),
        false,
        today,
        Map.of());
  }
}
