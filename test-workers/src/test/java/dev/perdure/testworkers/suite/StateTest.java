package dev.perdure.testworkers.suite;

import static dev.perdure.testworkers.harness.TestHost.error;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.testworkers.behaviour.Behaviour;
import dev.perdure.testworkers.harness.TestHost;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class StateTest {
  private static final String UNDEFINED = "[undefined]";

  @RegisterExtension static final TestHost HOST = TestHost.of("state");

  @Test
  @Behaviour({"STATE-001", "STATE-035"})
  void theConstructorReceivesStateAndEnvironment() {
    assertThat(HOST.run("constructorArguments"))
        .isEqualTo(List.of(true, true, "hello", "arguments"));
  }

  @Test
  @Behaviour({"STATE-004", "STATE-018", "STATE-034"})
  void theStateHasStorageAndIdAndNoEnvironment() {
    assertThat(HOST.run("stateShape"))
        .isEqualTo(
            Map.of(
                "storage", "[object DurableObjectStorage]",
                "id", "[object DurableObjectId]",
                "env", "undefined",
                "container", "undefined",
                "waitUntil", "undefined"));
  }

  @Test
  @Behaviour("STATE-037")
  void aClassNeedsNoConstructor() {
    assertThat(HOST.run("withoutConstructor")).isEqualTo("hello from bare");
  }

  @Test
  @Behaviour("STATE-002")
  void aClassWithoutBaseClassGetsStateAndEnvironment() {
    assertThat(HOST.run("legacyFetch")).isEqualTo(List.of("hello /a 1", "hello /b 2"));
    assertThat(HOST.run("legacyAlarm")).isEqualTo("rang");
  }

  @Test
  @Behaviour("STATE-003")
  void aClassWithoutBaseClassTakesNoRpc() {
    assertThat(HOST.run("legacyRpc"))
        .isEqualTo(
            error(
                "TypeError",
                "The receiving Durable Object does not support RPC, because its class was not"
                    + " declared with `extends DurableObject`. In order to enable RPC, make sure"
                    + " your class extends the special class `DurableObject`, which can be imported"
                    + " from the module \"cloudflare:workers\".",
                "remote",
                true));
  }

  @Test
  @Behaviour({"STATE-038", "STATE-039"})
  void noHandlerHasToBeDefined() {
    assertThat(HOST.run("noHandlers"))
        .isEqualTo(
            List.of(
                64, error("Error", "Handler does not export a fetch() function.", "remote", true)));
  }

  @Test
  @Behaviour("STATE-036")
  void superComesBeforeThis() {
    assertThat(HOST.run("superComesFirst"))
        .isEqualTo(
            error(
                "ReferenceError",
                "Must call super constructor in derived class before accessing 'this' or returning"
                    + " from derived constructor",
                "durableObjectReset",
                true));
  }

  @Test
  @Behaviour("STATE-040")
  void theModuleOfThePlatformExportsItsClasses() {
    assertThat(HOST.run("moduleExports"))
        .isEqualTo(List.of("function", "function", "function", "function", "object", "object"));
  }

  @Test
  @Behaviour("STATE-027")
  void anObjectHasLoopbackNamespaces() {
    assertThat(HOST.run("exportsInside")).isEqualTo("hello from through exports");
  }

  @Test
  @Behaviour("STATE-028")
  void anObjectHasNoPropsOfACaller() {
    assertThat(HOST.run("props")).isEqualTo("{}");
  }

  @Test
  @Behaviour({"STATE-029", "STATE-030", "STATE-031", "STATE-032"})
  void facetsAreChildrenWithADatabaseOfTheirOwn() {
    Map<String, Object> seen =
        Map.of("sums", List.of(2, 5), "same", true, "old", "stopped", "resumed", 6, "anew", 1);

    assertThat(HOST.run("facet"))
        .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
        .containsAllEntriesOf(seen)
        .containsEntry("parentSees", null);
  }

  @Test
  @Behaviour({"STATE-005", "STATE-015"})
  void blockConcurrencyWhileResolvesToTheValueOfItsCallback() {
    assertThat(HOST.run("callbackRunsAndResolves"))
        .isEqualTo(List.of("value of one", List.of("one begins", "one ends", "one goes on")));
  }

  @Test
  @Behaviour({"STATE-006", "STATE-008", "STATE-010"})
  void otherCallsWaitForTheCallbackAndArriveInOrder() {
    assertThat(HOST.run("othersWait"))
        .isEqualTo(
            Map.of(
                "log",
                List.of("block begins", "block ends", "block goes on", "first", "second"),
                "last",
                6));
  }

  @Test
  @Behaviour({"STATE-006", "STATE-007"})
  void onlyWhatTheCallbackStartedIsAnsweredWhileItRuns() {
    assertThat(HOST.run("fetchesOutsideWait"))
        .isEqualTo(List.of("inside answered 200", "stored true", "block ends", "outside answered"));
  }

  @Test
  @Behaviour("STATE-009")
  void theFirstCallWaitsForWhatTheConstructorBlocksOn() {
    List<String> order = List.of("constructor", "constructor returned", "loaded", "called");

    assertThat(HOST.run("constructorBlocks")).isEqualTo(order);
    assertThat(HOST.run("concurrentFirstCalls"))
        .isEqualTo(List.of(String.join(",", order), String.join(",", order)));
  }

  @Test
  @Behaviour({"STATE-011", "STATE-013"})
  void aCallbackThatThrowsResetsTheObjectAndKeepsItsStorage() {
    assertThat(HOST.run("callbackThrows"))
        .isEqualTo(
            Map.of(
                "error", error("TypeError", "no good", "durableObjectReset", true),
                "remains", List.of(UNDEFINED, "kept"),
                "sameInstance", false));
    assertThat(HOST.run("constructorCallbackThrows"))
        .isEqualTo(List.of(error("RangeError", "not loaded", "durableObjectReset", true), "works"));
  }

  @Test
  @Behaviour("STATE-012")
  void aCallbackThatCatchesResetsNothing() {
    assertThat(HOST.run("callbackCatches")).isEqualTo(List.of("caught inside", true));
  }

  @Test
  @Behaviour("STATE-016")
  void callbacksMayNestUpToALimit() {
    assertThat(HOST.run("nested"))
        .isEqualTo(
            List.of(
                "bottom",
                error(
                    "Error",
                    "blockConcurrencyWhile() calls are nested too deeply.",
                    "durableObjectReset",
                    true)));
  }

  @Test
  @Behaviour("STATE-017")
  void aSequenceCanBeMadeExclusive() {
    assertThat(HOST.run("exclusiveSequence"))
        .isEqualTo(IntStream.rangeClosed(1, 10).boxed().toList());
  }

  @Test
  @Behaviour("STATE-018")
  void waitUntilDelaysNoAnswer() {
    assertThat(HOST.run("waitUntil")).isEqualTo(List.of(List.of(), List.of("waited")));
  }

  @Test
  @Behaviour({"STATE-020", "STATE-021", "STATE-023", "STATE-024"})
  void abortStopsTheObjectAtOnceAndTheNextCallMakesANewOne() {
    assertThat(HOST.run("abortWithReason"))
        .isEqualTo(
            Map.of(
                "error", error("Error", "my reason", "durableObjectReset", true),
                "written", List.of(),
                "sameInstance", false));
    assertThat(HOST.run("abortWithoutReason"))
        .isEqualTo(
            error(
                "Error",
                "Application called abort() to reset Durable Object.",
                "durableObjectReset",
                true));
  }

  @Test
  @Behaviour("STATE-020")
  void abortEndsCallsThatWait() {
    assertThat(HOST.run("abortHitsOthers"))
        .isEqualTo(error("Error", "all of you", "durableObjectReset", true));
  }

  @Test
  @Behaviour({"STATE-022", "STATE-023"})
  void abortDropsWhatIsNotDurable() {
    assertThat(HOST.run("abortDropsWrites")).isEqualTo(List.of(List.of(), List.of("durable")));
  }

  @Test
  @Behaviour("STATE-025")
  void anAlarmThatAbortsIsRetried() {
    assertThat(HOST.run("alarmRetriedAfterAbort")).isEqualTo(Arrays.asList(2, null));
  }

  @Test
  @Behaviour("STATE-026")
  void anAlarmThatAbortsForGoodIsNotRetried() {
    assertThat(HOST.run("alarmNotRetried", "ms=2500"))
        .isEqualTo(
            List.of(
                error("Error", "in the alarm", "durableObjectReset", true),
                Arrays.asList(1, null)));
  }
}
