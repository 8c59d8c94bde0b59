package dev.perdure.host.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/**
 * Runs a small worker and asks it something, so that the JVM that is told to record sees the
 * classes that a host needs to start. The launcher calls it when it makes the runtime image.
 */
@Command(name = "train", hidden = true, description = "Runs a small worker for the JVM to record.")
final class TrainCommand implements Callable<Integer> {
  private static final List<String> FILES = List.of("wrangler.json", "index.js");
  private static final int REQUESTS = 20;

  private final Session session;

  TrainCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path project = Files.createTempDirectory("perdure-train");
    try {
      for (String file : FILES) {
        try (InputStream stream = TrainCommand.class.getResourceAsStream("train/" + file)) {
          if (stream == null) {
            throw new IllegalStateException("The resource 'train/%s' is missing.".formatted(file));
          }
          Files.copy(stream, project.resolve(file));
        }
      }
      try (RunningHost host = session.starter().start(options(project))) {
        return ask(host.address());
      }
    } finally {
      delete(project);
    }
  }

  private static HostOptions options(Path project) {
    return new HostOptions(
        HostOptions.Mode.DEV,
        project,
        Optional.of(project),
        List.of(),
        Optional.of("127.0.0.1"),
        OptionalInt.of(0),
        Optional.empty(),
        List.of(),
        Optional.of(project.resolve("state")),
        false,
        false,
        HostOptions.Idle.USUAL,
        HostOptions.LogLevel.WARN);
  }

  private static int ask(InetSocketAddress address) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:%d/count".formatted(address.getPort()));
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      for (int i = 0; i < REQUESTS; i++) {
        HttpRequest request =
            HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString("{}")).build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
          throw new IllegalStateException("The worker answered '%s'.".formatted(answer.body()));
        }
      }
    }
    return ExitCodes.OK;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
