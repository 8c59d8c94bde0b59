package dev.perdure.host.wdtest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.perdure.js.fetch.Gathered;
import dev.perdure.workers.binding.MessageQueue;
import dev.perdure.workers.event.Event;
import dev.perdure.workers.message.Body;
import dev.perdure.workers.message.HeaderList;
import dev.perdure.workers.message.RequestMessage;
import dev.perdure.workers.message.ResponseMessage;
import dev.perdure.workers.spi.Channel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A queue that is a service which takes messages by HTTP, as workerd has it.
 *
 * @see <a href="https://github.com/cloudflare/workerd/blob/main/src/workerd/api/queue.c%2B%2B">
 *     queue.c++</a>
 */
final class ServiceQueue implements MessageQueue {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<Integer, String> REASONS =
      Map.of(
          400, "Bad Request",
          404, "Not Found",
          413, "Payload Too Large",
          429, "Too Many Requests",
          500, "Internal Server Error",
          503, "Service Unavailable");
  private static final String HOST = "https://fake-host";

  private final Channel service;

  ServiceQueue(Channel service) {
    this.service = service;
  }

  @Override
  public CompletableFuture<Metrics> send(Message message) {
    List<String> headers = new ArrayList<>(List.of("Content-Type", "application/octet-stream"));
    message.contentType().ifPresent(type -> headers.addAll(List.of("X-Msg-Fmt", type)));
    delay(message.delaySeconds(), headers);
    return ask("POST", "/message", headers, message.body())
        .thenApply(answer -> metrics(answer.path("metadata").path("metrics")));
  }

  @Override
  public CompletableFuture<Metrics> sendBatch(List<Message> messages, OptionalInt delaySeconds) {
    ObjectNode body = JSON.createObjectNode();
    ArrayNode list = body.putArray("messages");
    for (Message message : messages) {
      ObjectNode each = list.addObject();
      each.put("body", Base64.getEncoder().encodeToString(message.body()));
      message.contentType().ifPresent(type -> each.put("contentType", type));
      message.delaySeconds().ifPresent(seconds -> each.put("delaySecs", seconds));
    }
    List<String> headers = new ArrayList<>(List.of("Content-Type", "application/json"));
    delay(delaySeconds, headers);
    return ask("POST", "/batch", headers, body.toString().getBytes(StandardCharsets.UTF_8))
        .thenApply(answer -> metrics(answer.path("metadata").path("metrics")));
  }

  private static void delay(OptionalInt seconds, List<String> headers) {
    seconds.ifPresent(
        number -> headers.addAll(List.of("X-Msg-Delay-Secs", Integer.toString(number))));
  }

  @Override
  public CompletableFuture<Metrics> metrics() {
    return ask("GET", "/metrics", List.of(), null).thenApply(ServiceQueue::metrics);
  }

  private CompletableFuture<JsonNode> ask(
      String method, String path, List<String> headers, byte @Nullable [] body) {
    RequestMessage request =
        RequestMessage.of(
            method,
            HOST + path,
            HeaderList.ofPairs(headers.toArray(String[]::new)),
            body == null ? null : new Body.Bytes(body));
    return service
        .send(new Event.Fetch(request))
        .thenCompose(response -> {
          if (response.status() != 200) {
            throw refused(response);
          }
          return switch (response.body()) {
            case null -> CompletableFuture.completedFuture(new byte[0]);
            case Body.Bytes all -> CompletableFuture.completedFuture(all.bytes());
            case Body.Stream stream -> new Gathered(stream.source()).result();
          };
        })
        .thenApply(ServiceQueue::parsed);
  }

  private static Refused refused(ResponseMessage response) {
    String text = response.statusText();
    String code = response.headers().first("CF-Queues-Error-Code");
    String reason = response.headers().first("CF-Queues-Error-Cause");
    return new Refused(
        text.isEmpty() ? REASONS.getOrDefault(response.status(), "") : text,
        code == null ? "15000" : code,
        reason == null ? "Unknown Internal Error" : reason);
  }

  private static JsonNode parsed(byte[] body) {
    try {
      return JSON.readTree(new String(body, StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Failed to parse queue send response", e);
    }
  }

  private static Metrics metrics(JsonNode node) {
    return new Metrics(
        node.path("backlogCount").asDouble(),
        node.path("backlogBytes").asDouble(),
        Optional.of(node.path("oldestMessageTimestamp").asLong())
            .filter(millis -> millis != 0)
            .map(Instant::ofEpochMilli));
  }
}
