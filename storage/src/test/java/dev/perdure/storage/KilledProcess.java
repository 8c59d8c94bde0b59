package dev.perdure.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Another process that works on a folder and says how far it is, until it is killed. */
final class KilledProcess implements AutoCloseable {
  private static final int KILLED = 128 + 9;

  private final Process process;
  private final BufferedReader lines;

  private KilledProcess(Process process) {
    this.process = process;
    this.lines = process.inputReader();
  }

  static KilledProcess start(Class<?> main, Path folder) throws IOException {
    return new KilledProcess(
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start());
  }

  /** The next line that it says, or null at its end. */
  @Nullable String line() throws IOException {
    return lines.readLine();
  }

  void kill() {
    process.toHandle().destroyForcibly();
  }

  void requireKilled() throws InterruptedException {
    assertThat(process.waitFor()).as("killed").isEqualTo(KILLED);
  }

  @Override
  public void close() throws IOException {
    kill();
    lines.close();
  }
}
