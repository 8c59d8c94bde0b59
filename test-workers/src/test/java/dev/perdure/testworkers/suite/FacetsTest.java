package dev.perdure.testworkers.suite;

import static dev.perdure.testworkers.harness.TestHost.error;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.host.life.LifeEvent.Kind;
import dev.perdure.testworkers.behaviour.Behaviour;
import dev.perdure.testworkers.harness.Lives;
import dev.perdure.testworkers.harness.RawSocket;
import dev.perdure.testworkers.harness.TestHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FacetsTest {
  private static final Duration HIBERNATION = Duration.ofSeconds(10);
  private static final Lives LIVES = new Lives();
  private static final String TOO_LONG = "Facet name is too long (max 256 characters).";
  private static final Object NO_CLASS =
      error(
          "TypeError",
          "Incorrect type for the 'class' field on 'StartupOptions': the provided value is not of"
              + " type 'DurableObjectClass or LoopbackDurableObjectNamespace or"
              + " LoopbackColoLocalActorNamespace'.");

  @RegisterExtension
  static final TestHost HOST = TestHost.of("facets").timed().set(host -> host.listener(LIVES));

  private static Object run(String name, String what) {
    return HOST.run("run", "case=" + what, "name=" + name);
  }

  private static Object run(String what) {
    return run(what, what);
  }

  @Test
  @Behaviour({"STATE-029", "STATE-030", "STATE-031"})
  void aFacetCountsOnInItsDatabaseAfterItsParentHasSlept() {
    assertThat(run("sleeper", "add")).isEqualTo(List.of(List.of(1, 1), List.of(2, 2)));

    LIVES.passing(HOST, HIBERNATION, Kind.HIBERNATED, "sleeper");

    assertThat(run("sleeper", "add")).isEqualTo(List.of(List.of(1, 3), List.of(2, 4)));
  }

  @Test
  void filesAreNamedAsWorkerdNamesThem() throws IOException {
    run("files", "ids");
    Path folder = HOST.state().resolve("do").resolve("facets-Root");
    String id = (String) ((List<?>) ((List<?>) run("files", "ids")).getFirst()).get(1);

    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .contains(id + ".sqlite", id + ".facets");
    }
    run("files", "add");
    assertThat(folder.resolve(id + ".5.sqlite")).exists();
    assertThat(Files.readAllBytes(folder.resolve(id + ".facets")))
        .startsWith(0x57, 0xef, 0xb0, 0xc5, 0x5b, 0xce, 0xcd, 0xc4)
        .contains(0, 0, 4, 0, 's', 'a', 'm', 'e');
  }

  @Test
  @Behaviour("STATE-032")
  void aFacetSeesItsParentsIdOrWhatItWasStartedWith() {
    List<?> ids = (List<?>) run("ids");
    String own = (String) ((List<?>) ids.getFirst()).get(1);

    assertThat(ids.get(0)).isEqualTo(List.of("object", own, "ids", Map.of()));
    assertThat(((List<?>) ids.get(1)).subList(0, 2)).isEqualTo(List.of("string", "text"));
    assertThat(((List<?>) ids.get(2)).get(2)).isEqualTo("other");
    assertThat(ids.get(3)).isEqualTo(List.of("object", own, "ids", Map.of("a", 1)));
  }

  @Test
  void theCallbackIsCalledOnceAndOnlyWhenTheFacetIsUsed() {
    assertThat(run("callbacks")).isEqualTo(List.of(0, 1, List.of(4, 4)));
  }

  @Test
  void aCallbackThatGivesNoClassFailsEveryCall() {
    Object thrown = error("RangeError", "no class today");

    assertThat(run("badCallbacks"))
        .isEqualTo(
            List.of(
                error(
                    "TypeError",
                    "Failed to execute 'get' on 'DurableObjectFacets': parameter 1 is not of type"
                        + " 'string'."),
                error(
                    "TypeError",
                    "Failed to execute 'get' on 'DurableObjectFacets': parameter 2 is not of type"
                        + " 'function'."),
                error("TypeError", "Callback returned incorrect type; expected 'Promise'"),
                error(
                    "TypeError",
                    "Incorrect type for Promise: the Promise did not resolve to"
                        + " 'StartupOptions'."),
                NO_CLASS,
                NO_CLASS,
                thrown,
                thrown));
  }

  @Test
  @Behaviour("STATE-030")
  void anAbortedFacetFailsItsCallersAndStartsAgainWithItsDatabase() {
    Object reason = error("TypeError", "as the test wants it");

    assertThat(run("abort"))
        .isEqualTo(List.of(reason, reason, reason, List.of(1, 3), List.of(2, 4), "nothing"));
  }

  @Test
  void aFacetThatAbortsItselfBreaksItsStubs() {
    Object reason = error("Error", "stopped itself", "durableObjectReset", true);

    assertThat(run("stopped")).isEqualTo(List.of(reason, reason, List.of(1, 2)));
  }

  @Test
  @Behaviour("STATE-031")
  void aDeletedFacetIsEmptyWithAllThatWasInside() {
    assertThat(run("deleted"))
        .isEqualTo(List.of(error("Error", "Facet was deleted."), List.of(1, 1), List.of(1, 1)));
    assertThat(run("erased")).isEqualTo(List.of(1, 1));
  }

  @Test
  void aClonedFacetHasWhatTheOtherHadWrittenWithAllThatIsInside() {
    Object replaced = error("Error", "Facet was cloned-over.");

    assertThat(run("cloned"))
        .isEqualTo(
            List.of(
                replaced, replaced, List.of(1, 2), List.of(1, 2), List.of(1, 1), List.of(1, 2)));
    assertThat(run("clonedFromNothing")).isEqualTo(List.of(1, 1));
  }

  @Test
  @Behaviour("LIM-028")
  void namesAndLevelsHaveALimit() {
    assertThat(run("names"))
        .isEqualTo(List.of(TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, "nothing"));
    assertThat(run("deep"))
        .isEqualTo(
            List.of(
                List.of(1, 1),
                "Facet nesting depth limit exceeded. The maximum depth including the root Durable"
                    + " Object is 4."));
  }

  @Test
  void aFacetThatSetsAnAlarmIsReset() {
    String message = "Facets currently cannot set alarms.";

    assertThat(run("alarm")).isEqualTo(List.of(error("Error", message), message));
  }

  @Test
  void stubsOfFacetsAndClassesOfTheWorkerStayWhereTheyAre() {
    assertThat(run("passed"))
        .isEqualTo(
            List.of(
                error(
                    "DataCloneError",
                    "Stubs pointing to Durable Object facets are not serializable."),
                error(
                    "DataCloneError",
                    "Could not serialize object of type \"LoopbackDurableObjectClass\". This type"
                        + " does not support serialization.")));
  }

  @Test
  void whatAFacetThrowsIsMarkedAsRemote() {
    assertThat(run("failing"))
        .isEqualTo(error("RangeError", "thrown by the facet", "remote", true));
  }

  @Test
  void classesAndFacetsHaveTheirNames() {
    assertThat(run("shapes"))
        .isEqualTo(
            List.of(
                "[object DurableObjectFacets]",
                "[object LoopbackDurableObjectClass]",
                "[object DurableObjectClass]",
                "[object LoopbackDurableObjectNamespace]",
                "[object Fetcher]"));
  }

  @Test
  void facetsEndWithTheirParent() {
    CompletableFuture<Object> hanging =
        CompletableFuture.supplyAsync(() -> HOST.run("hanging", "name=stopped"));
    LIVES.next(Kind.CREATED, "stopped");

    Object stopped = HOST.run("stop", "name=stopped");

    assertThat(stopped)
        .isEqualTo(error("Error", "the parent was stopped", "durableObjectReset", true));
    assertThat(hanging.join()).isEqualTo(stopped);
    assertThat(run("stopped", "add")).isEqualTo(List.of(List.of(1, 1), List.of(2, 2)));
  }

  @Test
  void aSocketOfAFacetWakesItWhileBothSleep() {
    try (RawSocket socket = RawSocket.open(HOST, "/socket")) {
      assertThat(socket.ask("one")).isEqualTo("one 1,1");
      LIVES.passing(HOST, HIBERNATION, Kind.HIBERNATED, "socket");
      HOST.pass(HIBERNATION);
      assertThat(socket.ask("two")).endsWith(",2");
    }
  }
}
