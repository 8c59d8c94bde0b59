package dev.perdure.testworkers.suite;

import static dev.perdure.testworkers.harness.TestHost.error;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perdure.host.life.LifeEvent;
import dev.perdure.testworkers.behaviour.Behaviour;
import dev.perdure.testworkers.harness.Answer;
import dev.perdure.testworkers.harness.TestHost;
import dev.perdure.testworkers.harness.TestProject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ErrorsTest {
  private static final String UNDEFINED = "[undefined]";

  @RegisterExtension static final TestHost HOST = TestHost.of("errors");

  @RegisterExtension
  static final TestHost NEWER =
      TestHost.at(Path.of("src/test/workers/errors"), TestHost.Settings.DEV.in("newer"));

  /** A host on which little may wait for an object, for a short time. */
  @RegisterExtension
  static final TestHost CROWDED =
      TestHost.of("errors")
          .timed()
          .set(host -> host.limits(host.limits().waiting(3, 1000, Duration.ofSeconds(5))));

  private static Map<String, Object> overloaded(String why) {
    return error("Error", "Durable Object is overloaded. " + why, "overloaded", true);
  }

  @Test
  @Behaviour({"ERR-001", "ERR-002", "ERR-010"})
  void whatAnObjectThrowsReachesItsCallerAsItWas() {
    List<Map<String, Object>> all =
        Stream.of(
                "Error",
                "TypeError",
                "RangeError",
                "SyntaxError",
                "ReferenceError",
                "EvalError",
                "URIError")
            .map(name -> error(name, "a " + name, "remote", true))
            .toList();

    assertThat(HOST.run("thrown"))
        .isEqualTo(List.of(error("RangeError", "out of range", "remote", true), all));
    assertThat(HOST.run("stack").toString())
        .startsWith("Error: a Error\n")
        .doesNotContain("throwing");
  }

  @Test
  @Behaviour("ERR-003")
  void whatFailsBeforeItLeavesIsNotRemote() {
    assertThat(HOST.run("local"))
        .isEqualTo(
            List.of(
                List.of("DataCloneError", "#<WeakMap> could not be cloned.", UNDEFINED),
                List.of("TypeError", "Invalid URL: /no", UNDEFINED)));
  }

  @Test
  @Behaviour("ERR-031")
  void whatCannotBeClonedIsADomException() {
    assertThat(HOST.run("cloneError")).isEqualTo(List.of(true, "DataCloneError", 25));
  }

  @Test
  @Behaviour("ERR-007")
  void anErrorMayTellTheObjectItCameFrom() {
    assertThat(NEWER.run("objectId")).isEqualTo(List.of(true, "later"));
  }

  @Test
  @Behaviour({"ERR-004", "ERR-008"})
  void aLostConnectionMayBeTriedAgain() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    assertThat(HOST.run("lost", "url=http://127.0.0.1:" + port + "/"))
        .isEqualTo(error("Error", "Network connection lost.", "retryable", true));
  }

  @Test
  @Behaviour({"ERR-006", "ERR-024"})
  void aResetIsToldToEveryoneWhoWaitsAndBreaksTheStub() {
    Map<String, Object> later = error("Error", "aborted", "durableObjectReset", true);
    Map<String, Object> remote =
        error("Error", "aborted", "remote", true, "durableObjectReset", true);
    assertThat(HOST.run("aborts")).isEqualTo(List.of(remote, later, later, "fine"));

    Map<String, Object> called = error("Error", "all", "durableObjectReset", true);
    Map<String, Object> fetched = error("Error", "all", "remote", true, "durableObjectReset", true);
    assertThat(HOST.run("abortsOthers")).isEqualTo(List.of(called, fetched, called));
  }

  @Test
  @Behaviour("ERR-006")
  void aResetFailsTheBodiesThatStream() {
    assertThat(HOST.run("abortsStream").toString()).contains("mid stream");
  }

  @Test
  @Behaviour("ERR-024")
  void anErrorOfTheWorkersOwnBreaksNoStub() {
    assertThat(HOST.run("userError")).isEqualTo("fine");
  }

  @Test
  @Behaviour({"ERR-005", "ERR-011"})
  void tooManyCallsAreRefused() {
    assertThat(CROWDED.run("crowd", "bytes=1", "calls=4"))
        .isEqualTo(overloaded("Too many requests queued."));
  }

  @Test
  @Behaviour({"ERR-005", "ERR-012"})
  void tooMuchDataIsRefused() {
    assertThat(CROWDED.run("crowd", "bytes=600", "calls=1"))
        .isEqualTo(overloaded("Too much data queued."));
  }

  @Test
  @Behaviour({"ERR-005", "ERR-013"})
  void nothingMoreIsTakenWhenTheFirstWaitsForTooLong() {
    CROWDED.fetch("/waitLong");
    CROWDED.pass(Duration.ofSeconds(6));

    assertThat(CROWDED.run("comeLate")).isEqualTo(overloaded("Requests queued for too long."));
  }

  @Test
  @Behaviour("ERR-015")
  void aWorkerMayAnswerAnOverloadItself() {
    Answer mapped = CROWDED.fetch("/mapped");
    Answer unmapped = CROWDED.fetch("/unmapped");

    assertThat(mapped.status() + " " + mapped.body()).isEqualTo("503 come back later");
    assertThat(unmapped.status()).isEqualTo(503);
    assertThat(unmapped.body()).contains("Durable Object is overloaded.");
  }

  @Test
  @Behaviour("STATE-014")
  void aSectionOfMoreThanHalfAMinuteResetsTheObject() {
    CompletableFuture<HttpResponse<String>> blocked =
        CROWDED.sendAsync(CROWDED.request("/tooLong"));
    while (!blocked.isDone()) {
      CROWDED.pass(Duration.ofSeconds(10));
      CROWDED.fetch("/later");
    }
    assertThat(blocked.join().body())
        .contains("waited for too long. The call was canceled and the Durable Object was reset.")
        .contains("\"overloaded\":true")
        .contains("\"durableObjectReset\":true")
        .contains("\"fine\"");
  }

  @Test
  @Behaviour("ERR-029")
  void aCallerThatTriesAgainGetsThrough() {
    assertThat(HOST.run("retried")).isEqualTo(List.of(2, 3));
  }

  @Test
  @Behaviour({"ERR-020", "ERR-021"})
  void aWorkerThatFailsIsAnswered500() {
    assertThat(HOST.fetch("/throw").status()).isEqualTo(500);
    assertThat(HOST.fetch("/throw").body()).startsWith("TypeError: of the worker");
    assertThat(HOST.fetch("/nothing").status()).isEqualTo(500);
    assertThat(HOST.fetch("/nothing").body())
        .contains("the Promise did not resolve to 'Response'.");
  }

  @Test
  @Behaviour("ERR-025")
  void whatWaitUntilRejectsWithIsOnlyLogged() {
    assertThat(HOST.fetch("/later").body()).isEqualTo("answered");
    assertThat(HOST.run("rejectLater")).isEqualTo("answered");
    awaitLog(HOST, "Uncaught (in waitUntil) Error: after the answer");
    awaitLog(HOST, "Uncaught (in waitUntil) Error: nobody waits for this");
  }

  @Test
  @Behaviour({"ERR-026", "OBS-014", "OBS-012"})
  void whatAnAlarmThrowsIsLoggedWithItsObjectAndHandler() {
    HOST.fetch("/ring");
    awaitLog(HOST, "errors Faulty(ringer) the alarm rings");
    awaitLog(HOST, "errors Faulty(ringer) Uncaught (in alarm) Error: no alarm");
  }

  @Test
  @Behaviour({"OBS-001", "OBS-014"})
  void workersAndObjectsLogForThemselves() {
    HOST.fetch("/log?text=hello");
    awaitLog(HOST, "log   errors worker says hello");
    awaitLog(HOST, "log   errors Faulty(speaker) hello");
  }

  @Test
  @Behaviour("ERR-028")
  void whatIsRefusedHasTheTypeOfItsArea() {
    assertThat(HOST.run("refused"))
        .isEqualTo(
            List.of(
                "TypeError",
                "TypeError",
                "TypeError",
                "Error",
                "Error",
                "InvalidAccessError",
                "TypeError"));
  }

  @Test
  @Behaviour("ERR-018")
  void aScriptWithoutHandlersDoesNotStart(@TempDir Path folder) {
    assertThatThrownBy(() ->
            TestProject.in(folder)
                .file("wrangler.jsonc", "{\"name\": \"idle\", \"main\": \"index.js\"}")
                .file("index.js", "export const nothing = 1;")
                .start())
        .hasMessageContaining("No event handlers were registered. This script does nothing.");
  }

  @Test
  @Behaviour("ERR-019")
  void aClassThatIsNotExportedIsNamed(@TempDir Path folder) {
    assertThatThrownBy(
            () -> TestProject.of(folder, "export default { fetch: () => new Response() };").start())
        .hasMessageContaining("Thing");
  }

  @Test
  @Behaviour("ERR-009")
  void aFaultOfTheHostHasAReference(@TempDir Path folder) throws IOException {
    try (TestHost host =
        TestProject.of(
                folder,
                """
                import { DurableObject } from "cloudflare:workers";
                export class Thing extends DurableObject {
                  fetch() { return new Response(String(this.ctx.id)); }
                }
                export default {
                  async fetch(request, env) {
                    try {
                      return await env.THING.getByName("it").fetch(request);
                    } catch (error) {
                      return new Response(error.message, { status: 500 });
                    }
                  }
                };
                """)
            .host()
            .set(settings ->
                settings.listener(life -> {
                  if (life.kind() == LifeEvent.Kind.CREATED) {
                    throw new AssertionError("a planted fault");
                  }
                }))
            .start()) {

      String message = host.fetch("/").body();
      assertThat(message).matches("internal error; reference = [0-9a-z]+");
      assertThat(host.logs())
          .anyMatch(line -> line.contains(message.substring(message.indexOf("reference"))));
    }
  }

  private static void awaitLog(TestHost host, String part) {
    for (int i = 0; i < 1000; i++) {
      if (host.logs().stream().anyMatch(line -> line.contains(part))) {
        return;
      }
      host.fetch("/later");
    }
    throw new AssertionError("'" + part + "' is not in " + host.logs());
  }
}
