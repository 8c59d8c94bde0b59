package dev.perdure.host.bundle;

import dev.perdure.host.sourcemap.StackMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The modules of one worker, ready to load.
 *
 * @param entry the name of the module that exports the worker
 * @param modules all modules, the entry first
 * @param exports the names that the entry exports
 * @param sourceMap the source map of the entry, as JSON text; its sources are relative to the
 *     project's folder
 * @param inputs the files that went into it; a change of one calls for a new bundle
 * @param warnings what the user should know
 */
public record Bundle(
    String entry,
    List<BundledModule> modules,
    List<String> exports,
    Optional<String> sourceMap,
    Set<Path> inputs,
    List<BundleMessage> warnings) {

  /** Copies the collections. */
  public Bundle {
    modules = List.copyOf(modules);
    exports = List.copyOf(exports);
    inputs = Set.copyOf(inputs);
    warnings = List.copyOf(warnings);
  }

  /** This bundle with what another language adds to it. */
  Bundle with(Bundle other) {
    return new Bundle(
        entry,
        Stream.concat(modules.stream(), other.modules.stream()).toList(),
        Stream.concat(exports.stream(), other.exports.stream()).distinct().toList(),
        sourceMap,
        Stream.concat(inputs.stream(), other.inputs.stream()).collect(Collectors.toSet()),
        Stream.concat(warnings.stream(), other.warnings.stream()).toList());
  }

  /** The module that exports the worker. */
  public BundledModule entryModule() {
    return modules.getFirst();
  }

  /** Leads stack traces of this code back to the sources. */
  public StackMapper stackMapper() {
    return sourceMap.map(map -> new StackMapper(Map.of(entry, map))).orElse(StackMapper.none());
  }

  /** Whether a worker made from {@code other} would run the same code. */
  public boolean sameCode(Bundle other) {
    return entry.equals(other.entry) && modules.equals(other.modules);
  }
}
