package dev.perdure.testworkers.suite;

import static dev.perdure.testworkers.harness.TestHost.error;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.testworkers.harness.TestHost;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A queue between two workers of one host. */
class QueueTest {
  private static final Path PROJECT = Path.of("src/test/workers/queues").toAbsolutePath();
  private static final Duration STEP = Duration.ofMillis(50);
  private static final int MOST_STEPS = 1000;

  @RegisterExtension
  static final TestHost HOST =
      TestHost.at(
              PROJECT,
              TestHost.Settings.DEV.with(
                  PROJECT.resolve("wrangler.jsonc"), PROJECT.resolve("consumer/wrangler.jsonc")))
          .timed();

  private static void send(String body) {
    HOST.run("send", "body=" + body);
  }

  /** The first batches that were delivered; lets time pass until they are. */
  private static Object batches(String journal, int count) {
    CompletableFuture<HttpResponse<String>> answer =
        HOST.sendAsync(HOST.request("/batches?of=" + journal + "&count=" + count));
    for (int i = 0; i < MOST_STEPS; i++) {
      try {
        String body = answer.get(STEP.toMillis(), TimeUnit.MILLISECONDS).body();
        return Objects.requireNonNull(((Map<?, ?>) TestHost.json(body)).get("value"), body);
      } catch (TimeoutException e) {
        HOST.pass(Duration.ofSeconds(1));
      } catch (InterruptedException | ExecutionException e) {
        throw new IllegalStateException(e);
      }
    }
    throw new IllegalStateException("Nothing was delivered to '" + journal + "'.");
  }

  private static Map<String, Object> message(Map<String, Object> body, int attempts) {
    return Map.of("body", body, "attempts", attempts);
  }

  @Test
  void aFullBatchIsDeliveredAtOnce() {
    for (int i = 0; i < 3; i++) {
      send("{\"to\":\"full\",\"i\":" + i + "}");
    }

    assertThat(batches("full", 1))
        .isEqualTo(
            List.of(
                List.of(
                    message(Map.of("to", "full", "i", 0), 1),
                    message(Map.of("to", "full", "i", 1), 1),
                    message(Map.of("to", "full", "i", 2), 1))));
  }

  @Test
  void aBatchThatDoesNotFillIsDeliveredAfterItsTimeout() {
    send("{\"to\":\"single\"}");

    assertThat(batches("single", 1))
        .isEqualTo(List.of(List.of(message(Map.of("to", "single"), 1))));
  }

  @Test
  void bodiesArriveAsTheyWereSent() {
    HOST.run("types");

    assertThat(batches("types", 1))
        .isEqualTo(
            List.of(
                List.of(
                    Map.of("body", "a text", "attempts", 1),
                    message(Map.of("bytes", List.of(2, 3)), 1),
                    message(Map.of("map", List.of(List.of("key", 5))), 1))));
  }

  @Test
  void aDelayedMessageIsHeldBack() {
    HOST.run("delayed", "body={\"to\":\"delayed\",\"nr\":2}", "seconds=600");
    HOST.run("later", "body={\"to\":\"delayed\",\"nr\":1}");
    Object first = batches("delayed", 1);
    HOST.pass(Duration.ofMinutes(10));

    assertThat(first).isEqualTo(List.of(List.of(message(Map.of("to", "delayed", "nr", 1), 1))));
    assertThat(batches("delayed", 2))
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .last()
        .isEqualTo(List.of(message(Map.of("to", "delayed", "nr", 2), 1)));
  }

  @Test
  void aBatchThatFailsComesAgainAndThenGoesToTheDeadLetters() {
    Map<String, Object> body = Map.of("to", "failing", "failures", 3);
    send("{\"to\":\"failing\",\"failures\":3}");

    assertThat(batches("failing", 3))
        .isEqualTo(
            List.of(
                List.of(message(body, 1)), List.of(message(body, 2)), List.of(message(body, 3))));
    assertThat(batches("dead", 1))
        .isEqualTo(List.of(Map.of("queue", "dead", "body", body, "attempts", 1)));
  }

  @Test
  void whatWasAcknowledgedDoesNotComeAgain() {
    Map<String, Object> again = Map.of("to", "acks", "failures", 1, "ackAll", true, "retry", 1);
    send("{\"to\":\"acks\",\"failures\":1,\"ackAll\":true,\"retry\":1}");
    send("{\"to\":\"acks\",\"ack\":true}");
    send("{\"to\":\"acks\"}");

    assertThat(batches("acks", 2))
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .last()
        .isEqualTo(List.of(message(again, 2)));
  }

  @Test
  void messagesOutliveTheHost() {
    HOST.run("delayed", "body={\"to\":\"restart\"}", "seconds=600");
    HOST.restart();
    HOST.pass(Duration.ofMinutes(10));

    assertThat(batches("restart", 1))
        .isEqualTo(List.of(List.of(message(Map.of("to", "restart"), 1))));
  }

  @Test
  void whatNobodyConsumesIsKept() {
    Object sent = HOST.run("nobody");
    HOST.restart();

    assertThat(sent).isEqualTo(HOST.run("metrics"));
    assertThat(sent)
        .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
        .containsEntry("backlogCount", 1)
        .containsEntry("backlogBytes", 4);
  }

  @Test
  void whatIsTooLargeOrNoMessageIsRefused() {
    assertThat(HOST.run("refused"))
        .isEqualTo(
            List.of(
                "nothing",
                failed("send", "message length of 128001 bytes exceeds limit of 128000"),
                failed("sendBatch", "batch message count of 101 exceeds limit of 100"),
                failed("sendBatch", "batch size of 300006 bytes exceeds limit of 256000"),
                failed(
                    "send",
                    "message delay 86401 is invalid: it must be between 0 and 86400 seconds"),
                error("TypeError", "Unsupported queue message content type: xml"),
                error(
                    "TypeError",
                    "Content Type \"text\" requires a value of type string, but received: number"),
                error("TypeError", "Message body cannot be undefined"),
                error("TypeError", "sendBatch() requires at least one message")));
  }

  private static Map<String, Object> failed(String call, String reason) {
    return error("Error", "Queue " + call + " failed: " + reason);
  }
}
