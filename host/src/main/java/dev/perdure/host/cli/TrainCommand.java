package dev.perdure.host.cli;

import dev.perdure.host.session.TemporaryFolder;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;

/**
 * Runs a small worker and loads it, so that the JVM that is told to record sees the classes that a
 * host needs to start, and which of its methods are hot: they are compiled sooner then. The
 * launcher calls it when it makes the runtime image.
 */
@Command(name = "train", hidden = true, description = "Runs a small worker for the JVM to record.")
final class TrainCommand implements Callable<Integer> {
  private static final List<String> FILES = List.of("wrangler.json", "index.js");
  private static final int REQUESTS = 8_000;
  private static final int OBJECTS = 400;
  private static final int AT_ONCE = 16;

  private final Session session;

  TrainCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (TemporaryFolder folder = TemporaryFolder.make("perdure-train")) {
      for (String file : FILES) {
        try (InputStream stream = TrainCommand.class.getResourceAsStream("train/" + file)) {
          if (stream == null) {
            throw new IllegalStateException("The resource 'train/%s' is missing.".formatted(file));
          }
          Files.copy(stream, folder.path().resolve(file));
        }
      }
      try (RunningHost host = session.starter().start(options(folder.path()))) {
        return ask(host.address());
      }
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

  /** Many requests to one object, then one to each of many. */
  private static int ask(InetSocketAddress address) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      for (int sent = 0; sent < REQUESTS + OBJECTS; sent += AT_ONCE) {
        List<CompletableFuture<HttpResponse<String>>> answers =
            IntStream.range(sent, sent + AT_ONCE)
                .map(request -> Math.max(0, request - REQUESTS))
                .mapToObj(object ->
                    client.sendAsync(
                        request(address, object), HttpResponse.BodyHandlers.ofString()))
                .toList();
        for (CompletableFuture<HttpResponse<String>> answer : answers) {
          if (answer.join().statusCode() != 200) {
            throw new IllegalStateException(
                "The worker answered '%s'.".formatted(answer.join().body()));
          }
        }
      }
    }
    return ExitCodes.OK;
  }

  private static HttpRequest request(InetSocketAddress address, int object) {
    return HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:%d/count/%d".formatted(address.getPort(), object)))
        .POST(HttpRequest.BodyPublishers.ofString("{}"))
        .build();
  }
}
