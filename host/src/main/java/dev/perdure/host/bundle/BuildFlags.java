package dev.perdure.host.bundle;

import dev.perdure.host.config.BundleSettings;
import dev.perdure.host.config.WorkerConfig;
import dev.perdure.workers.compat.CompatFlag;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The options that esbuild is given, as its command line has them. */
final class BuildFlags {
  private static final List<String> COMMON =
      List.of(
          "--log-level=silent",
          "--log-limit=0",
          "--format=esm",
          "--target=es2024",
          "--metafile",
          "--allow-overwrite",
          "--loader:.js=jsx",
          "--loader:.mjs=jsx",
          "--loader:.cjs=jsx");
  private static final List<String> BUNDLED =
      List.of(
          "--bundle",
          "--sourcemap=external",
          "--sources-content=true",
          "--external:__STATIC_CONTENT_MANIFEST");

  private BuildFlags() {}

  /** The options for one worker; nothing is written, so the output's folder is only a name. */
  static List<String> of(
      WorkerConfig worker, Path entry, String outputName, BuildEnvironment environment) {
    BundleSettings settings = worker.bundling();
    List<String> flags = new ArrayList<>(COMMON);
    flags.add("--outdir=" + worker.directory());
    flags.add("--outbase=" + entry.getParent());
    flags.add("--entry-names=" + outputName);
    settings.tsconfig().ifPresent(path -> flags.add("--tsconfig=" + path));
    settings.jsxFactory().ifPresent(name -> flags.add("--jsx-factory=" + name));
    settings.jsxFragment().ifPresent(name -> flags.add("--jsx-fragment=" + name));
    if (!settings.noBundle()) {
      flags.addAll(BUNDLED);
      flags.add("--conditions=" + environment.conditions());
      environment.platform().ifPresent(platform -> flags.add("--platform=" + platform));
      defines(worker, environment, flags);
      if (settings.minify()) {
        flags.add("--minify");
      }
      if (settings.keepNames()) {
        flags.add("--keep-names");
      }
    }
    return flags;
  }

  /** The options for one module on its own. */
  static List<String> transpiling(Path source, boolean typeScript) {
    return List.of(
        "--log-level=silent",
        "--log-limit=0",
        "--target=es2024",
        "--loader=" + (typeScript ? "ts" : "js"),
        "--sourcefile=" + source.getFileName());
  }

  private static void defines(
      WorkerConfig worker, BuildEnvironment environment, List<String> flags) {
    String nodeEnv = "\"" + environment.nodeEnv() + "\"";
    for (String global : List.of("", "global.", "globalThis.")) {
      flags.add("--define:%sprocess.env.NODE_ENV=%s".formatted(global, nodeEnv));
    }
    if (worker.compat().on(CompatFlag.GLOBAL_NAVIGATOR)) {
      flags.add("--define:navigator.userAgent=\"Cloudflare-Workers\"");
    }
    worker
        .bundling()
        .define()
        .forEach((name, value) -> flags.add("--define:" + name + "=" + value));
  }
}
