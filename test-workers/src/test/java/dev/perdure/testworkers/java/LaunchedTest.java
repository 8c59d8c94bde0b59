package dev.perdure.testworkers.java;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker in Java, served with what the launcher puts on the class path and nothing else. */
class LaunchedTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Path CLASS_PATH = ROOT.resolve("host/target/launcher/class-path");

  @Test
  void sourcesAreCompiledWithTheClassPathOfTheLauncher(@TempDir Path state)
      throws IOException, InterruptedException {
    Process host = start(state, "--add-opens=java.base/java.lang=ALL-UNNAMED");
    try (BufferedReader out = host.inputReader()) {
      List<String> said = new ArrayList<>();
      String line;
      do {
        line = out.readLine();
        said.add(String.valueOf(line));
      } while (line != null && !line.startsWith("Ready on http://"));
      assertThat(line).as(() -> String.join("\n", said)).isNotNull();
    } finally {
      host.destroy();
      host.waitFor();
    }
  }

  @Test
  void anOptionThatIsMissingIsNamed(@TempDir Path state) throws IOException, InterruptedException {
    Process host = start(state);
    try (BufferedReader out = host.inputReader()) {
      assertThat(out.lines())
          .anyMatch(line ->
              line.contains("the JVM's option --add-opens java.base/java.lang=ALL-UNNAMED"));
    }
    assertThat(host.waitFor()).isNotZero();
  }

  private static Process start(Path state, String... options) throws IOException {
    assumeTrue(Files.exists(CLASS_PATH), "The host has not been packaged.");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            classPath(),
            "dev.perdure.host.cli.Main",
            "serve",
            ROOT.resolve("test-workers/samples/java-counter").toString(),
            "--port",
            "0",
            "--state",
            state.toString()));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static String classPath() throws IOException {
    try (Stream<Path> files = Files.list(ROOT.resolve("host/target"))) {
      List<String> jars =
          files
              .map(Path::toString)
              .filter(file -> file.endsWith(".jar") && file.contains("perdure-host-"))
              .toList();
      String rest = Files.readString(CLASS_PATH).strip().replace("|", File.pathSeparator);
      return String.join(File.pathSeparator, jars) + File.pathSeparator + rest;
    }
  }
}
