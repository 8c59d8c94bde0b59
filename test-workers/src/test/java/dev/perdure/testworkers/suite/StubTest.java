package dev.perdure.testworkers.suite;

import static dev.perdure.testworkers.harness.TestHost.error;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.testworkers.behaviour.Behaviour;
import dev.perdure.testworkers.harness.Answer;
import dev.perdure.testworkers.harness.TestHost;
import dev.perdure.testworkers.harness.TestSocket;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class StubTest {
  private static final String UNDEFINED = "[undefined]";

  @RegisterExtension static final TestHost HOST = TestHost.of("objects");

  @Test
  @Behaviour("STUB-001")
  void aStubHasTheIdItWasMadeFrom() {
    assertThat(HOST.run("stubIds")).isEqualTo(true);
  }

  @Test
  @Behaviour("STUB-002")
  void aStubHasTheNameOfItsId() {
    assertThat(HOST.run("stubNames")).isEqualTo(List.of("n", "n", UNDEFINED));
  }

  @Test
  @Behaviour("STUB-003")
  void callsOnOneStubArriveInTheirOrder() {
    assertThat(HOST.run("inOrder")).isEqualTo(IntStream.range(0, 50).boxed().toList());
  }

  @Test
  @Behaviour("STUB-004")
  void callsOnTwoStubsAllArrive() {
    assertThat(HOST.run("twoStubs")).isEqualTo(List.of("a", "b"));
  }

  @Test
  @Behaviour("STUB-005")
  void aStubIsBrokenAfterAnAbortAndANewOneWorks() {
    Map<String, Object> reset = error("Error", "out of order", "durableObjectReset", true);
    Map<String, Object> cut = error("Error", "cut off", "durableObjectReset", true);

    assertThat(HOST.run("afterAbort"))
        .isEqualTo(Map.of("first", reset, "later", reset, "fresh", "before"));
    assertThat(HOST.run("inFlight")).isEqualTo(List.of(cut, cut));
  }

  @Test
  @Behaviour("STUB-006")
  void anErrorOfTheWorkersOwnBreaksNothing() {
    assertThat(HOST.run("afterUserError"))
        .isEqualTo(
            Map.of("error", error("RangeError", "mine", "remote", true), "same", 1, "fresh", 2));
  }

  @Test
  @Behaviour({"STUB-007", "STUB-009"})
  void fetchDeliversARequest() {
    assertThat(HOST.fetch("/fetchRequest").json())
        .isEqualTo(
            Map.of(
                "method",
                "PUT",
                "url",
                "http://do/hello?x=1",
                "header",
                "m",
                "body",
                "in a request"));
  }

  @Test
  @Behaviour({"STUB-008", "STUB-009"})
  void fetchMakesARequestOfUrlAndInit() {
    assertThat(HOST.fetch("/fetchUrlAndInit").json())
        .isEqualTo(
            Map.of(
                "method",
                "POST",
                "url",
                "https://no-such-host.invalid/a/b",
                "header",
                "i",
                "body",
                "in an init"));
  }

  @Test
  @Behaviour("STUB-010")
  void fetchRefusesARelativeUrl() {
    assertThat(HOST.run("relativeUrl")).isEqualTo(error("TypeError", "Invalid URL: /relative"));
  }

  @Test
  @Behaviour("STUB-012")
  void aStubSeemsToHaveEveryMethod() {
    assertThat(HOST.run("everyMethodName"))
        .isEqualTo(
            List.of(
                "function",
                "function",
                error(
                    "TypeError",
                    "The RPC receiver does not implement the method \"whatever\".",
                    "remote",
                    true)));
  }

  @Test
  @Behaviour("STUB-015")
  void aStreamedResponseIsPassedOn() {
    Answer answer = HOST.fetch("/passedOn");

    assertThat(answer.body()).isEqualTo("one two three");
    assertThat(answer.header("x-kind")).isEqualTo("stream");
    assertThat(answer.header("transfer-encoding")).isEqualTo("chunked");
  }

  @Test
  @Behaviour("STUB-016")
  void aWebSocketOfAnObjectReachesTheClient() {
    try (TestSocket socket = TestSocket.open(HOST, "/socket")) {
      socket.send("hello");
      assertThat(socket.next()).isEqualTo("echo hello");
    }
  }

  @Test
  @Behaviour("STUB-017")
  void aRedirectIsLeftToTheCaller() {
    assertThat(HOST.run("redirects")).isEqualTo(List.of(302, "http://elsewhere.invalid/"));
  }

  @Test
  @Behaviour("STUB-018")
  void aStubTakesManyCallsAtATime() {
    assertThat(HOST.run("concurrent")).isEqualTo(IntStream.rangeClosed(1, 20).boxed().toList());
  }

  @Test
  @Behaviour("STUB-020")
  void theErrorOfAnUnawaitedCallIsLost() {
    assertThat(HOST.run("unawaited")).isEqualTo("fine");
  }

  @Test
  @Behaviour("STUB-021")
  void anObjectGoesOnWhenItsCallerIsGone() {
    CompletableFuture<HttpResponse<String>> call =
        HOST.sendAsync(HOST.request("/slow?name=deserted&ms=300"));
    HOST.run("recorded", "name=deserted", "atLeast=1");
    call.cancel(true);

    assertThat(HOST.run("recorded", "name=deserted", "atLeast=2"))
        .isEqualTo(List.of("slow began", "slow ended"));
  }
}
