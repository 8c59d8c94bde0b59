package dev.perdure.testworkers.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Cloudflare's own runtime, started by the program that the environment variable PERDURE_PEER
 * names: {@code PROGRAM FOLDER PORT --bg} prints {@code PID n} once it answers, and keeps its
 * objects in {@code ~/.cache/durable-oracle/state/FOLDER}. With {@code -Dperdure.on.peer=true}
 * every project runs on it, so that a test can be tried on what it imitates.
 */
final class PeerServer implements Server {
  private final URI url;
  private final ProcessHandle process;
  private final Path log;

  private PeerServer(URI url, ProcessHandle process, Path log) {
    this.url = url;
    this.process = process;
    this.log = log;
  }

  static Optional<Path> program() {
    return Optional.ofNullable(System.getenv("PERDURE_PEER")).map(Path::of);
  }

  /** Starts the peer with its objects in the folder {@code do} of {@code state}. */
  static PeerServer start(Path project, Path state) {
    Path home = Path.of(System.getProperty("user.home"), ".cache/durable-oracle");
    Path name = home.resolve("state").resolve(project.getFileName());
    try {
      Files.createDirectories(state);
      if (!Files.isSymbolicLink(name) || !Files.readSymbolicLink(name).equals(state)) {
        new ProcessBuilder("rm", "-rf", name.toString()).start().waitFor();
        Files.createDirectories(name.getParent());
        Files.createSymbolicLink(name, state);
      }
      int port = freePort();
      String serve = program().orElseThrow().toString();
      Process starter =
          new ProcessBuilder(serve, project.toString(), String.valueOf(port), "--bg")
              .redirectErrorStream(true)
              .start();
      String said = new String(starter.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      long pid =
          said.lines()
              .filter(line -> line.startsWith("PID "))
              .mapToLong(line -> Long.parseLong(line.substring(4)))
              .findFirst()
              .orElseThrow(() -> new IllegalStateException("The peer did not start: " + said));
      return new PeerServer(
          URI.create("http://127.0.0.1:" + port),
          ProcessHandle.of(pid).orElseThrow(),
          state.resolve("oracle.log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Override
  public URI url() {
    return url;
  }

  @Override
  public List<String> logs() {
    try {
      return new ArrayList<>(Files.readAllLines(log));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().orTimeout(20, TimeUnit.SECONDS).join();
  }
}
