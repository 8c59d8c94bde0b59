package dev.perdure.testworkers.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.perdure.testworkers.bench.load.LoadMain;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;

/** Load by {@link LoadMain}, in a process of its own. */
final class LoadClient {
  private static final JsonMapper JSON = new JsonMapper();

  private LoadClient() {}

  /**
   * What a run showed.
   *
   * @param bodies what the answers said, in the order of their numbers
   */
  record Outcome(Measure measure, double seconds, List<Double> bodies) {}

  /** Runs one of {@link LoadMain}'s modes. */
  static Outcome run(int port, String mode, String path, int connections, int amount)
      throws IOException, InterruptedException {
    JsonNode said = JSON.readTree(Command.output(command(port, mode, path, connections, amount)));
    double seconds = said.get("seconds").asDouble();
    Measure measure =
        new Measure(
            said.get("count").asLong() / seconds,
            said.get("p50").asDouble(),
            said.get("p99").asDouble(),
            said.get("p999").asDouble(),
            said.get("errors").asLong(),
            0,
            0);
    List<Double> bodies =
        StreamSupport.stream(said.get("bodies").spliterator(), false)
            .map(JsonNode::asDouble)
            .toList();
    return new Outcome(measure, seconds, bodies);
  }

  /**
   * Opens sockets and holds them, spread over so many numbers in the path.
   *
   * @throws IOException if not all could be opened
   */
  static Holding hold(int port, String path, int sockets, int objects) throws IOException {
    Process process =
        new ProcessBuilder(command(port, "hold", path, sockets, objects))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Holding holding = new Holding(process);
    if (process.inputReader(StandardCharsets.UTF_8).readLine() == null) {
      holding.close();
      throw new IOException("Not all of the %d sockets could be opened.".formatted(sockets));
    }
    return holding;
  }

  /** Sockets that are open until this is closed. */
  record Holding(Process process) implements AutoCloseable {
    @Override
    public void close() {
      process.destroy();
      process.onExit().join();
    }
  }

  private static List<String> command(
      int port, String mode, String path, int connections, int amount) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "-Xmx1g",
        "-cp",
        System.getProperty("java.class.path"),
        LoadMain.class.getName(),
        mode,
        String.valueOf(port),
        path,
        String.valueOf(connections),
        String.valueOf(amount));
  }
}
