package dev.perdure.testworkers.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** Asks the worker {@code crash}. Thread-safe. */
final class Client implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI url;

  Client(URI url) {
    this.url = url;
  }

  /** The value of a case; empty where the server went away, and it may have run or not. */
  Optional<JsonNode> ask(String path) {
    try {
      HttpResponse<String> response =
          http.send(
              HttpRequest.newBuilder(url.resolve(path)).timeout(LIMIT).build(),
              HttpResponse.BodyHandlers.ofString());
      JsonNode value = json.readTree(response.body()).get("value");
      if (value == null) {
        throw new AssertionError(path + " was answered " + response.body());
      }
      return Optional.of(value);
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
