package dev.perdure.host.bundle;

import dev.perdure.host.config.BundleSettings;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** Runs the command of the {@code [build]} section through the system's shell. */
final class BuildCommandRunner {
  private final Consumer<String> output;

  BuildCommandRunner(Consumer<String> output) {
    this.output = output;
  }

  /** The folders of programs that npm has installed, as npm puts them before the path. */
  private static String programs(Path directory) {
    StringBuilder path = new StringBuilder();
    for (Path folder = directory.toAbsolutePath(); folder != null; folder = folder.getParent()) {
      path.append(folder.resolve("node_modules/.bin")).append(File.pathSeparator);
    }
    return path.toString();
  }

  /** Runs the command to its end, its output line by line to the user. */
  void run(BundleSettings.BuildCommand build) {
    boolean windows =
        System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
    output.accept("[custom build] Running: " + build.command());
    ProcessBuilder builder =
        new ProcessBuilder(windows ? "cmd.exe" : "/bin/sh", windows ? "/c" : "-c", build.command())
            .directory(build.directory().toFile())
            .redirectErrorStream(true);
    builder.environment().putAll(Map.of("WRANGLER_COMMAND", "dev"));
    builder.environment().merge("PATH", programs(build.directory()), (path, more) -> more + path);
    int exitCode;
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      try (BufferedReader lines = process.inputReader()) {
        lines.lines().forEach(line -> output.accept("[custom build] " + line));
      }
      exitCode = process.waitFor();
    } catch (IOException e) {
      throw BundleException.causedBy(
          e,
          "Running custom build '%s' failed: %s. Check \"build.cwd\" '%s'."
              .formatted(build.command(), e.getMessage(), build.directory()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw BundleException.causedBy(
          e, "Running custom build '%s' was interrupted.".formatted(build.command()));
    }
    if (exitCode != 0) {
      throw BundleException.buildCommandFailed(build.command(), exitCode);
    }
  }
}
