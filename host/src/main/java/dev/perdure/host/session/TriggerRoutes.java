package dev.perdure.host.session;

import dev.perdure.host.http.RequestHandler;
import dev.perdure.js.url.Url;
import dev.perdure.workers.event.Event;
import dev.perdure.workers.message.Body;
import dev.perdure.workers.message.HeaderList;
import dev.perdure.workers.message.RequestMessage;
import dev.perdure.workers.message.ResponseMessage;
import dev.perdure.workers.spi.Channel;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The paths by which an author fires a cron trigger: {@code /cdn-cgi/handler/scheduled} always, and
 * {@code /__scheduled} where it was asked for. All else goes to the worker. Thread-safe.
 */
final class TriggerRoutes implements RequestHandler {
  private static final Logger LOG = LoggerFactory.getLogger(TriggerRoutes.class);
  private static final Set<String> HANDLERS =
      Set.of("/cdn-cgi/handler/scheduled", "/cdn-cgi/local/scheduled", "/cdn-cgi/mf/scheduled");

  private final Channel worker;
  private final boolean testScheduled;
  private final InstantSource clock;

  TriggerRoutes(Channel worker, boolean testScheduled, InstantSource clock) {
    this.worker = worker;
    this.testScheduled = testScheduled;
    this.clock = clock;
  }

  @Override
  public CompletableFuture<ResponseMessage> handle(RequestMessage request) {
    Url url = request.url().contains("scheduled") ? Url.parse(request.url()) : null;
    if (url != null && HANDLERS.contains(url.pathname())) {
      return outcome(parameters(url));
    }
    if (url != null && testScheduled && url.pathname().equals("/__scheduled")) {
      return fire(parameters(url)).thenApply(nothing -> text(200, "Ran scheduled event"));
    }
    return worker.send(new Event.Fetch(request));
  }

  private CompletableFuture<ResponseMessage> outcome(Map<String, String> parameters) {
    boolean json = "json".equals(parameters.get("format"));
    return fire(parameters)
        .handle((noRetry, thrown) -> {
          if (thrown != null) {
            LOG.error("The scheduled handler failed: {}", thrown.getMessage());
          }
          String outcome = thrown == null ? "ok" : "exception";
          int status = thrown == null ? 200 : 500;
          return json
              ? ResponseMessage.of(
                  status,
                  HeaderList.ofPairs("Content-Type", "application/json"),
                  bytes(
                      "{\"outcome\":\""
                          + outcome
                          + "\",\"noRetry\":"
                          + Boolean.TRUE.equals(noRetry)
                          + "}"))
              : text(status, outcome);
        });
  }

  private CompletableFuture<Boolean> fire(Map<String, String> parameters) {
    Instant time = clock.instant();
    try {
      String given = parameters.get("time");
      time = given == null ? time : Instant.ofEpochMilli(Long.parseLong(given));
    } catch (NumberFormatException e) {
      LOG.warn("'time={}' is no number of milliseconds.", parameters.get("time"));
    }
    return worker.send(new Event.Scheduled(parameters.getOrDefault("cron", ""), time));
  }

  private static Map<String, String> parameters(Url url) {
    Map<String, String> parameters = new HashMap<>();
    String query = url.search().isEmpty() ? "" : url.search().substring(1);
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        parameters.put(
            pair.substring(0, equals),
            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return parameters;
  }

  private static ResponseMessage text(int status, String text) {
    return ResponseMessage.of(
        status, HeaderList.ofPairs("Content-Type", "text/plain;charset=UTF-8"), bytes(text));
  }

  private static Body bytes(String text) {
    return new Body.Bytes(text.getBytes(StandardCharsets.UTF_8));
  }
}
