package dev.perdure.testworkers.crash;

import dev.perdure.host.cli.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A server in a process of its own, which can be killed. Thread-safe once started. */
final class ServerProcess implements AutoCloseable {
  private final Process process;
  private final URI url;
  private final Thread reader;

  private ServerProcess(Process process, URI url, Thread reader) {
    this.process = process;
    this.url = url;
    this.reader = reader;
  }

  /** Starts the worker with its objects in {@code state}, and waits until it answers. */
  static ServerProcess start(Path worker, Path state) {
    try {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-XX:+UseSerialGC",
                  "-Xshare:auto",
                  "--add-opens=java.base/java.lang=ALL-UNNAMED",
                  "--enable-native-access=ALL-UNNAMED",
                  "--sun-misc-unsafe-memory-access=allow",
                  "-Dpolyglot.engine.WarnInterpreterOnly=false",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Main.class.getName(),
                  "dev",
                  worker.toAbsolutePath().toString(),
                  "--port",
                  "0",
                  "--no-watch",
                  "--persist-to",
                  state.toAbsolutePath().toString())
              .redirectErrorStream(true)
              .start();
      BufferedReader lines = process.inputReader();
      List<String> said = new ArrayList<>();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        said.add(line);
        int at = line.indexOf("Ready on http://");
        if (at >= 0) {
          int port = Integer.parseInt(line.substring(line.lastIndexOf(':') + 1).strip());
          return new ServerProcess(
              process, URI.create("http://127.0.0.1:" + port), drain(process, lines));
        }
      }
      throw new AssertionError("The server did not start: " + String.join("\n", said));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Thread drain(Process process, BufferedReader lines) {
    return Thread.ofVirtual()
        .start(() -> {
          try {
            lines.transferTo(java.io.Writer.nullWriter());
          } catch (IOException e) {
            process.destroyForcibly();
          }
        });
  }

  /** Where it answers. */
  URI url() {
    return url;
  }

  /** Ends it by SIGKILL. */
  void kill() {
    process.destroyForcibly();
  }

  /** Waits for its end and gives its exit code. */
  int exit() {
    try {
      int code = process.waitFor();
      reader.join();
      return code;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    kill();
    exit();
  }
}
