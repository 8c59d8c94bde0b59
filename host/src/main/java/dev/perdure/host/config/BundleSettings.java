package dev.perdure.host.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a worker's source becomes the modules that run.
 *
 * @param build the command that is run first, when there is one
 * @param rules the user's module rules, in order; the default rules come after them
 * @param findAdditionalModules whether all files that match the rules become modules
 * @param baseDir the folder that additional modules are found in and named from
 * @param noBundle whether the entry is taken as it is
 * @param preserveFileNames whether modules keep their names instead of getting a hash
 * @param minify whether the output is minified
 * @param keepNames whether functions keep their {@code name} when they are renamed
 * @param define replaced identifiers and what stands for them, as source text
 * @param alias replaced module specifiers and what stands for them
 * @param tsconfig the TypeScript configuration, when it is not the nearest one
 * @param jsxFactory the function that JSX calls, when configured
 * @param jsxFragment the fragment of JSX, when configured
 * @param java where code in Java is
 */
public record BundleSettings(
    Optional<BuildCommand> build,
    List<Rule> rules,
    boolean findAdditionalModules,
    Optional<Path> baseDir,
    boolean noBundle,
    boolean preserveFileNames,
    boolean minify,
    boolean keepNames,
    Map<String, String> define,
    Map<String, String> alias,
    Optional<Path> tsconfig,
    Optional<String> jsxFactory,
    Optional<String> jsxFragment,
    JavaSettings java) {

  /** Copies the collections. */
  public BundleSettings {
    rules = List.copyOf(rules);
    define = WorkerConfig.ordered(define);
    alias = WorkerConfig.ordered(alias);
  }

  /** The same with code in Java elsewhere. */
  public BundleSettings with(JavaSettings other) {
    return new BundleSettings(
        build,
        rules,
        findAdditionalModules,
        baseDir,
        noBundle,
        preserveFileNames,
        minify,
        keepNames,
        define,
        alias,
        tsconfig,
        jsxFactory,
        jsxFragment,
        other);
  }

  /** What wrangler does when nothing is configured. */
  public static BundleSettings defaults() {
    return new BundleSettings(
        Optional.empty(),
        List.of(),
        false,
        Optional.empty(),
        false,
        false,
        false,
        true,
        Map.of(),
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        JavaSettings.NONE);
  }

  /** The command of the {@code [build]} section, its folder, and the folders that rerun it. */
  public record BuildCommand(String command, Path directory, List<Path> watched) {
    /** Copies the list. */
    public BuildCommand {
      watched = List.copyOf(watched);
    }
  }

  /** What a module is that matches a rule. */
  public enum RuleType {
    /** An ES module. */
    ES_MODULE("ESModule"),
    /** A CommonJS module. */
    COMMON_JS("CommonJS"),
    /** A compiled WebAssembly module. */
    COMPILED_WASM("CompiledWasm"),
    /** A string. */
    TEXT("Text"),
    /** An array buffer. */
    DATA("Data");

    private final String configName;

    RuleType(String configName) {
      this.configName = configName;
    }

    /** The type as {@code rules} spells it. */
    public String configName() {
      return configName;
    }
  }

  /**
   * A rule that gives modules a type by their path.
   *
   * @param fallthrough whether later rules of the same type count too; undecided when empty
   */
  public record Rule(RuleType type, List<String> globs, Optional<Boolean> fallthrough) {
    /** Copies the list. */
    public Rule {
      globs = List.copyOf(globs);
    }
  }
}
