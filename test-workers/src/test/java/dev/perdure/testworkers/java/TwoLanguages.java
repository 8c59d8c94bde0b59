package dev.perdure.testworkers.java;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.testworkers.harness.TestHost;
import dev.perdure.testworkers.harness.TestSocket;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** One program in two languages has one behaviour, whichever runs its entry and its objects. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TwoLanguages {
  private final TestHost host;

  TwoLanguages(String environment) {
    this.host = host(environment).timed();
  }

  static TestHost host(String environment) {
    return TestHost.at(
        Path.of("src/test/workers/two-languages"), TestHost.Settings.DEV.in(environment));
  }

  @BeforeAll
  void start() {
    host.start();
  }

  @AfterAll
  void stop() {
    host.close();
  }

  private static String path(String object, String method, String args) {
    return "/%s/%s?args=%s"
        .formatted(object, method, URLEncoder.encode(args, StandardCharsets.UTF_8));
  }

  static @Nullable Object call(TestHost host, String object, String method, String args) {
    Map<?, ?> answer = (Map<?, ?>) host.fetch(path(object, method, args)).json();
    return answer.containsKey("value") ? answer.get("value") : answer.get("error");
  }

  private @Nullable Object call(String object, String method, String args) {
    return call(host, object, method, args);
  }

  private static Map<String, Object> error(
      String name, String message, boolean remote, boolean reset) {
    return Map.of("name", name, "message", message, "remote", remote, "durableObjectReset", reset);
  }

  @Test
  void keepsValuesByKey() {
    call("kv", "put", "[\"a:1\", {\"deep\": [1, 2.5, \"three\", null, true]}]");
    call("kv", "put", "[\"a:2\", 2]");
    call("kv", "put", "[\"b:1\", \"other\"]");

    assertThat(call("kv", "get", "[\"a:1\"]")).hasToString("{deep=[1, 2.5, three, null, true]}");
    assertThat(call("kv", "keys", "[\"a:\"]")).isEqualTo(List.of("a:1", "a:2"));
    assertThat(call("kv", "remove", "[\"a:2\"]")).isEqualTo(true);
    assertThat(call("kv", "remove", "[\"a:2\"]")).isEqualTo(false);
    assertThat(call("kv", "get", "[\"a:2\"]")).isNull();
  }

  @Test
  void keepsRowsInSql() {
    call("sql", "note", "[\"one\"]");

    assertThat(call("sql", "note", "[\"two\"]"))
        .hasToString("[{id=1, saidAt=1000, text=one}, {id=2, saidAt=1000, text=two}]");
  }

  @Test
  void takesBackWhatAFailedTransactionWrote() {
    assertThat(call("bank1", "transfer", "[5, 10]")).isEqualTo(6);
    assertThat(call("bank1", "transfer", "[50, 10]"))
        .isEqualTo(error("RangeError", "over the limit", true, false));
    assertThat(call("bank1", "get", "[\"balance\"]")).isEqualTo(5);

    assertThat(call("bank2", "both", "[1, 2]")).isEqualTo("done");
    assertThat(call("bank2", "both", "[3, 1]")).asString().contains("UNIQUE constraint failed");
    assertThat((List<?>) call("bank2", "notes", "[]")).hasSize(2);
  }

  @Test
  void letsOtherEventsInWhereItWaits() {
    CompletableFuture<HttpResponse<String>> waiting =
        host.sendAsync(host.request(path("wait", "waitForKey", "[\"flag\"]")));
    call("wait", "put", "[\"flag\", \"up\"]");
    while (!waiting.isDone()) {
      host.pass(Duration.ofMillis(5));
      call("wait", "shared", "[]");
    }

    assertThat(waiting.join().body()).isEqualTo("{\"value\":\"up\"}");
  }

  @Test
  void letsNoEventIntoACriticalSection() {
    List<CompletableFuture<HttpResponse<String>>> all =
        List.of(
            host.sendAsync(host.request(path("gate", "gated", "[\"a\"]"))),
            host.sendAsync(host.request(path("gate", "gated", "[\"b\"]"))));
    while (!all.stream().allMatch(CompletableFuture::isDone)) {
      host.pass(Duration.ofMillis(5));
      call("elsewhere", "shared", "[]");
    }
    List<?> log = (List<?>) call("gate", "shared", "[]");

    assertThat(log)
        .isIn(
            List.of("a begins", "a ends", "b begins", "b ends"),
            List.of("b begins", "b ends", "a begins", "a ends"));
  }

  @Test
  void ringsItsAlarmAndTriesAgain() {
    call("alarm", "put", "[\"failFirst\", true]");
    call("alarm", "setAlarm", "[5000]");
    assertThat(call("alarm", "hasAlarm", "[]")).isEqualTo(true);

    host.pass(Duration.ofSeconds(6));
    while (!Integer.valueOf(2).equals(call("alarm", "get", "[\"rang\"]"))) {
      host.pass(Duration.ofSeconds(1));
    }

    assertThat(call("alarm", "get", "[\"rang\"]")).isEqualTo(2);
  }

  @Test
  void hearsSocketsAcrossHibernation() {
    try (TestSocket socket = TestSocket.open(host, "/room/fetch")) {
      socket.send("hello");
      assertThat(socket.next()).isEqualTo("somebody 1: hello");
      Object before = call("room", "instances", "[]");
      host.pass(Duration.ofSeconds(11));
      while (before != null && before.equals(call("room", "instances", "[]"))) {
        host.pass(Duration.ofSeconds(11));
      }

      socket.send("again");

      assertThat(socket.next()).isEqualTo("somebody 2: again");
    }
  }

  @Test
  void answersRequestsOfOthers() {
    assertThat(call("asker", "fetchOther", "[\"asked\", \"text\"]"))
        .isEqualTo("201 asked POST text");
    HttpRequest.Builder post =
        host.request("/direct/fetch").POST(HttpRequest.BodyPublishers.ofString("body"));
    assertThat(host.fetch(post).body()).isEqualTo("POST body");
  }

  @Test
  void callsBackAndHandsOutObjects() {
    assertThat(call("rpc", "callback", "[3]")).isEqualTo(List.of("call 1", "call 2", "last"));
    assertThat(call("rpc", "tally", "[10]")).isEqualTo(15);
  }

  @Test
  void tellsItsCallersWhatItThrew() {
    assertThat(call("errors", "fail", "[\"no\"]")).isEqualTo(error("TypeError", "no", true, false));
    assertThat(call("errors", "failBelow", "[\"deep\"]"))
        .isEqualTo(error("TypeError", "deep", true, false));
    assertThat(call("errors", "missing", "[]"))
        .isEqualTo(
            error(
                "TypeError",
                "The RPC receiver does not implement the method \"missing\".",
                true,
                false));
    assertThat(call("errors", "alarm", "[]"))
        .isEqualTo(
            error(
                "TypeError",
                "'alarm' is a reserved method and cannot be called over RPC.",
                true,
                false));
  }

  @Test
  void startsAnewAfterAReset() {
    assertThat(call("reset", "instances", "[]")).isEqualTo(1);
    assertThat((Map<?, ?>) call("reset", "abort", "[\"enough\"]"))
        .isEqualTo(error("Error", "enough", false, true));
    assertThat(call("reset", "instances", "[]")).isEqualTo(2);
    assertThat((Map<?, ?>) call("reset", "failGate", "[]"))
        .extracting("message", "durableObjectReset")
        .containsExactly("the gate fell", true);
    assertThat(call("reset", "instances", "[]")).isEqualTo(3);
  }

  @Test
  void copiesArgumentsAndResults() {
    String values = "[{\"a\": [1, -2.5, 1e300, \"\\u00e9\\u4e2d\", false, null, {}, []]}]";

    assertThat(call("copies", "echo", values))
        .isEqualTo(((List<?>) TestHost.json(values)).getFirst());
  }
}
