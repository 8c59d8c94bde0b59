package dev.perdure.testworkers.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A command that is run to its end. */
final class Command {
  private Command() {}

  /**
   * What it prints.
   *
   * @throws IOException if it cannot be started or fails
   */
  static String output(List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = process.waitFor();
    if (status != 0) {
      throw new IOException("'%s' failed with %d: %s".formatted(command.getFirst(), status, said));
    }
    return said;
  }
}
