package dev.perdure.testworkers.suite;

import static dev.perdure.testworkers.harness.TestHost.error;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.testworkers.behaviour.Behaviour;
import dev.perdure.testworkers.harness.TestHost;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RpcTest {
  private static final String UNDEFINED = "[undefined]";
  private static final Path RPC = Path.of("src/test/workers/rpc").toAbsolutePath();
  private static final Path CALLER = RPC.resolveSibling("rpc-caller");
  private static final String STUB = "[object JsRpcStub]";
  private static final Map<String, Object> DISPOSED =
      error("Error", "RPC stub used after being disposed.");

  @RegisterExtension static final TestHost HOST = TestHost.of("rpc");

  private static String missing(String name) {
    return "The RPC receiver does not implement the method \"%s\".".formatted(name);
  }

  private static Map<String, Object> remote(String name, String message) {
    return error(name, message, "remote", true);
  }

  @Test
  @Behaviour({"RPC-001", "RPC-052", "RPC-053", "RPC-054", "RPC-056"})
  void publicMethodsAreCalledOnTheInstance() {
    assertThat(HOST.run("returnsValue")).isEqualTo(List.of(1, "two"));
    assertThat(HOST.run("nothing")).isEqualTo("undefined");
    assertThat(HOST.run("self")).isEqualTo(List.of(true, "an own field", "hidden"));
    assertThat(HOST.run("inherited")).isEqualTo("inherited");
    assertThat(HOST.run("underscored")).isEqualTo("underscored");
    assertThat(HOST.run("service")).isEqualTo("hello you");
  }

  @Test
  @Behaviour({"RPC-002", "RPC-003"})
  void aCallGivesAThenable() {
    assertThat(HOST.run("asynchronous")).isEqualTo(List.of("function", "not async"));
    assertThat(HOST.run("thenable"))
        .isEqualTo(
            List.of(
                false, "[object JsRpcPromise]", "NOT ASYNC", List.of("not async", "not async")));
  }

  @Test
  @Behaviour({"RPC-004", "RPC-005"})
  void valuesAreCopied() {
    assertThat(HOST.run("clonable")).isEqualTo(Collections.nCopies(11, true));
    assertThat(HOST.run("copies"))
        .isEqualTo(
            List.of(
                Map.of("list", List.of("mine")),
                Map.of("list", List.of("mine", "changed"), "changed", true)));
  }

  @Test
  @Behaviour({"RPC-006", "RPC-047"})
  void whatCannotBeCopiedIsRefused() {
    String text =
        "Could not serialize object of type \"%s\". This type does not support serialization.";

    assertThat(HOST.run("classInstance"))
        .isEqualTo(
            List.of(
                remote("DataCloneError", text.formatted("Plain")),
                error("DataCloneError", text.formatted("Local"))));
    assertThat(HOST.run("symbols"))
        .isEqualTo(
            List.of(
                error("DataCloneError", "Symbol(s) could not be cloned."),
                error("DataCloneError", "#<WeakMap> could not be cloned.")));
    assertThat(HOST.run("cannotBeSent"))
        .isEqualTo(
            Stream.of(
                    "Cursor",
                    "DurableObjectState",
                    "DurableObjectStorage",
                    "DurableObjectNamespace")
                .map(type -> List.of("DataCloneError", text.formatted(type)))
                .toList());
  }

  @Test
  @Behaviour({"RPC-007", "RPC-008", "RPC-009", "RPC-023"})
  void functionsAndTargetsBecomeStubs() {
    assertThat(HOST.run("functions")).isEqualTo(List.of(STUB, "function", 7, List.of(0, 10)));
    assertThat(HOST.run("target")).isEqualTo(List.of(STUB, 6, 10, 10));
    assertThat(HOST.run("targetAsArgument")).isEqualTo(List.of(6, 11));
    assertThat(HOST.run("parts")).isEqualTo(List.of(STUB, STUB, "deep", 42, 2));
  }

  @Test
  @Behaviour({"RPC-010", "RPC-011", "RPC-012", "RPC-055"})
  void onlyThePrototypeIsVisible() {
    assertThat(HOST.run("hidden"))
        .isEqualTo(
            Stream.of("field", "arrow", "hidden", "ctx", "env", "shared")
                .map(RpcTest::missing)
                .toList());
    assertThat(HOST.run("hiddenFields"))
        .isEqualTo(Stream.of("field", "arrow", "hidden").map(RpcTest::missing).toList());
    assertThat(HOST.run("fieldAsProperty")).isEqualTo(remote("TypeError", missing("field")));
  }

  @Test
  @Behaviour("RPC-013")
  void whatTypeScriptCallsPrivateIsNot() {
    assertThat(HOST.run("privateOfTypeScript")).isEqualTo("not so secret");
  }

  @Test
  @Behaviour("RPC-014")
  void aMissingMethodIsNamed() {
    assertThat(HOST.run("missing")).isEqualTo(remote("TypeError", missing("nope")));
    assertThat(HOST.run("getter"))
        .isEqualTo(List.of("got", remote("TypeError", "\"getter\" is not a function.")));
  }

  @Test
  @Behaviour("RPC-018")
  void connectIsNoMethodOfTheOtherSide() {
    List<Object> own = List.of("[object Function]", true);

    assertThat(HOST.run("connect")).isEqualTo(List.of(own, own));
  }

  @Test
  @Behaviour({"RPC-015", "RPC-016"})
  void reservedNamesAreRefused() {
    String text = "'%s' is a reserved method and cannot be called over RPC.";

    assertThat(HOST.run("reserved"))
        .isEqualTo(
            Stream.of("alarm", "webSocketMessage", "webSocketClose", "webSocketError")
                .map(name -> remote("TypeError", text.formatted(name)))
                .toList());
    assertThat(HOST.run("reservedOfEntrypoint"))
        .isEqualTo(
            Stream.of("alarm", "webSocketMessage", "dup")
                .map(name -> remote("TypeError", text.formatted(name)))
                .toList());
    assertThat(HOST.run("constructorIsNoMethod"))
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .startsWith("TypeError");
    assertThat(HOST.run("alarmOfTarget")).isEqualTo("an alarm of a target");
  }

  @Test
  @Behaviour("RPC-017")
  void fetchIsAlwaysHttp() {
    assertThat(HOST.run("fetchIsHttp"))
        .isEqualTo(List.of(true, Map.of("by", "fetch", "method", "PUT", "url", "http://do/path")));
  }

  @Test
  @Behaviour({"RPC-019", "RPC-020"})
  void callsArePipelined() {
    assertThat(HOST.run("pipelined")).isEqualTo(List.of(6, 7, 3));
    assertThat(HOST.run("nested")).isEqualTo(List.of(8, "deep", 8));
  }

  @Test
  @Behaviour({"RPC-021", "RPC-022"})
  void pipelinedCallsFailWithTheFirst() {
    assertThat(HOST.run("pipelinedFailure"))
        .asInstanceOf(InstanceOfAssertFactories.list(Map.class))
        .extracting(failed -> failed.get("message"))
        .isEqualTo(Collections.nCopies(3, "the counter failed"));
    assertThat(HOST.run("pipelineOnPrimitive"))
        .isEqualTo(
            List.of(
                remote("TypeError", missing("trim")),
                error("TypeError", "Can't pipeline on RPC that did not return an object.")));
  }

  @Test
  @Behaviour("RPC-024")
  void streamsAreHandedOver() {
    assertThat(HOST.run("readables"))
        .isEqualTo(
            List.of(
                true,
                "one two three",
                "four five",
                true,
                error("TypeError", "The ReadableStream has been locked to a reader.")));
    assertThat(HOST.run("writables"))
        .isEqualTo(List.of(List.of("wrote a", "wrote b", "closed"), "cd", true));
    assertThat(HOST.run("backpressure")).isEqualTo(true);
  }

  @Test
  @Behaviour("RPC-025")
  void aStreamOfValuesBreaks() {
    assertThat(HOST.run("valueStream"))
        .isEqualTo(error("Error", "ReadableStream received over RPC disconnected prematurely."));
  }

  @Test
  @Behaviour("RPC-026")
  void requestsAndResponsesAreHandedOver() {
    assertThat(HOST.run("messages"))
        .isEqualTo(
            List.of(
                List.of("POST", "http://there/", "m", "streamed request"),
                "streamed request",
                201,
                "of a response",
                "a streamed body"));
    assertThat(HOST.run("headers"))
        .isEqualTo(
            List.of(
                true,
                List.of(List.of("x-mark", "h"), List.of("x-more", "added")),
                List.of(List.of("x-mark", "h"))));
  }

  @Test
  @Behaviour({"RPC-027", "RPC-048"})
  void stubsAreForwarded() {
    assertThat(HOST.run("forwarded")).isEqualTo(List.of(List.of(5, 10), 42));
    assertThat(HOST.run("objectStubs"))
        .isEqualTo(List.of("[object Fetcher]", "elsewhere", List.of(6, 11)));
  }

  @Test
  @Behaviour({"RPC-029", "RPC-032"})
  void standardErrorsKeepTypeAndMessage() {
    assertThat(HOST.run("standardErrors"))
        .isEqualTo(
            Stream.of(
                    "Error",
                    "TypeError",
                    "RangeError",
                    "SyntaxError",
                    "ReferenceError",
                    "EvalError",
                    "URIError")
                .map(name -> List.of(name, "a " + name, true, true))
                .toList());
    assertThat(HOST.run("later")).isEqualTo(remote("RangeError", "later"));
    assertThat(HOST.run("dom")).isEqualTo(List.of(true, "AbortError", 20, "a dom exception", true));
    assertThat(HOST.run("ofCallback")).isEqualTo(remote("TypeError", "from the callback"));
  }

  @Test
  @Behaviour("RPC-029")
  void theStackIsThatOfTheCaller() {
    assertThat(HOST.run("stacks")).isEqualTo(List.of("RangeError: with a stack", true, false));
  }

  @Test
  @Behaviour({"RPC-030", "RPC-031", "RPC-033"})
  void beforeItsDateAnErrorIsNameAndMessage() {
    assertThat(HOST.run("rich"))
        .isEqualTo(error("Error", "Renamed: rich", "remote", true, "cause", "none", "plain", true));
    assertThat(HOST.run("aggregate")).isEqualTo(List.of("AggregateError", "several", "none"));
    assertThat(HOST.run("values"))
        .isEqualTo(
            Stream.of("a string", "42", "null", "false")
                .map(text -> List.of(true, text, true))
                .toList());
    assertThat(HOST.run("object")).isEqualTo(List.of(true, "#<Object>", "none", true));
  }

  @Test
  @Behaviour({"RPC-030", "RPC-031", "RPC-033", "RPC-040"})
  void fromTheirDatesErrorsKeepTheirPropertiesAndStubsTheirOwners() {
    try (TestHost newer = TestHost.at(RPC, TestHost.Settings.DEV.in("newer")).start()) {
      assertThat(newer.run("rich"))
          .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
          .containsEntry("name", "Renamed")
          .containsEntry("message", "rich")
          .containsEntry("code", 17)
          .containsEntry("extra", Map.of("a", List.of(1)))
          .containsEntry("cause", "the cause");
      assertThat(newer.run("aggregate"))
          .isEqualTo(List.of("AggregateError", "several", List.of("one", "two")));
      assertThat(newer.run("object")).isEqualTo(List.of(false, "none", 1, true));
      assertThat(newer.run("ownershipKept")).isEqualTo(11);
    }
  }

  @Test
  @Behaviour({"RPC-034", "RPC-035", "RPC-036"})
  void aTargetIsDisposedOfAfterItsLastStub() {
    assertThat(HOST.run("duplicates")).isEqualTo(List.of(List.of(1, 0), List.of("disposed at 1")));
    assertThat(HOST.run("usedAfterDisposal")).isEqualTo(List.of(DISPOSED, DISPOSED));
    assertThat(HOST.run("disposerOfTarget")).isEqualTo(List.of("disposed at 3"));
    assertThat(HOST.run("promise"))
        .isEqualTo(
            List.of(
                error("Error", "RPC promise used after being disposed."),
                List.of("disposed at 9")));
  }

  @Test
  @Behaviour({"RPC-037", "RPC-038"})
  void aResultDisposesOfTheStubsInIt() {
    assertThat(HOST.run("disposerOfResult"))
        .isEqualTo(
            List.of(List.of("function", false), DISPOSED, DISPOSED, List.of("disposed at 2")));
    assertThat(HOST.run("primitives")).isEqualTo(List.of(true, true));
  }

  @Test
  @Behaviour("RPC-039")
  void parametersAreDisposedOfUnlessDuplicated() {
    assertThat(HOST.run("parameters"))
        .isEqualTo(List.of("RPC stub used after being disposed.", List.of("disposed at 0")));
    assertThat(HOST.run("duplicatedParameters")).isEqualTo(List.of(1, List.of()));
  }

  @Test
  @Behaviour("RPC-040")
  void beforeItsDateAStubIsHandedOver() {
    assertThat(HOST.run("ownership")).isEqualTo(DISPOSED);
  }

  @Test
  @Behaviour("RPC-041")
  void theStubsOfAnEventEndWithIt() {
    assertThat(HOST.run("leave", "name=left")).isEqualTo("left");
    assertThat(HOST.run("logged", "name=left")).isEqualTo(List.of("disposed at 8"));
  }

  @Test
  @Behaviour("RPC-042")
  void anEventGoesOnWhileItsTargetsAreHeld() {
    assertThat(HOST.run("contextOfTarget", "name=lent")).isEqualTo(List.of(1, 2));
  }

  @Test
  @Behaviour("RPC-043")
  void usingDisposesAtTheEndOfItsBlock() {
    assertThat(HOST.run("using")).isEqualTo(List.of("disposed at 7"));
  }

  @Test
  @Behaviour("RPC-044")
  void aStubCanBeMadeOfALocalTarget() {
    assertThat(HOST.run("localStub"))
        .isEqualTo(List.of(List.of(2, 2, List.of(7, 12)), DISPOSED, List.of("disposed at 12")));
    assertThat(HOST.run("wrongStub"))
        .isEqualTo(
            error(
                "TypeError",
                "RpcStubs can only wrap plain objects, functions, and RpcTarget derivatives."));
  }

  @Test
  @Behaviour("RPC-045")
  void callsOnOneStubRunInOrder() {
    assertThat(HOST.run("order"))
        .isEqualTo(
            List.of(
                IntStream.rangeClosed(1, 40).boxed().toList(),
                IntStream.range(0, 40).boxed().toList()));
  }

  @Test
  @Behaviour("RPC-046")
  void rowsCanBeReturned() {
    assertThat(HOST.run("rows"))
        .isEqualTo(List.of(Map.of("a", 1, "b", "x"), Map.of("a", 2, "b", "y")));
  }

  @Test
  @Behaviour("RPC-049")
  void messagesAreLimited() {
    String text =
        "Serialized RPC arguments or return values are limited to 32MiB, but the size of this value"
            + " was: %d bytes.";

    assertThat(HOST.run("tooBig"))
        .isEqualTo(
            List.of(
                error("Error", text.formatted(34_603_028)),
                remote("Error", text.formatted(34_603_023)),
                8 << 20));
  }

  @Test
  @Behaviour("RPC-050")
  void pathsAreLimited() {
    assertThat(HOST.run("tooDeep"))
        .isEqualTo(error("TypeError", "RPC pipelined property path is too deep (max 64)."));
  }

  @Test
  @Behaviour("RPC-051")
  void missingArgumentsAreUndefined() {
    assertThat(HOST.run("undefinedArguments"))
        .isEqualTo(List.of(List.of(true, "b", "c"), List.of(true, "b", 3), List.of(UNDEFINED, 1)));
  }

  @Test
  @Behaviour("RPC-057")
  void aReturnedStreamCanBeCancelled() {
    assertThat(HOST.run("cancelled")).isEqualTo(List.of(true, true));
  }

  @Test
  @Behaviour("RPC-058")
  void aCallbackIsCalledDuringTheCall() {
    assertThat(HOST.run("callback"))
        .isEqualTo(List.of(List.of(0, 1, 2), List.of("answer 0", "answer 1", "answer 2")));
  }

  @Test
  @Behaviour("RPC-059")
  void objectsOfAnotherWorkerAreCalled() {
    try (TestHost caller =
        TestHost.at(
                CALLER,
                TestHost.Settings.DEV.with(
                    CALLER.resolve("wrangler.jsonc"), RPC.resolve("wrangler.jsonc")))
            .start()) {
      assertThat(caller.run("otherScript"))
          .isEqualTo(List.of(List.of("hello"), 2, "hello neighbour"));
    }
  }

  @Test
  @Behaviour("RPC-060")
  void anInitMethodGivesATargetThatIsUsedAtOnce() {
    assertThat(HOST.run("initPattern")).isEqualTo(List.of(1, 2, List.of("n: first", "n: second")));
  }
}
