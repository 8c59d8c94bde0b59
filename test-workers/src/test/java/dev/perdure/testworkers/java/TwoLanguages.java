package dev.perdure.testworkers.java;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.testworkers.behaviour.Behaviour;
import dev.perdure.testworkers.behaviour.InBothLanguages;
import dev.perdure.testworkers.harness.RawSocket;
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
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** One program in two languages has one behaviour, whichever runs its entry and its objects. */
@InBothLanguages
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TwoLanguages {
  private static final String LOST =
      "1006 WebSocket disconnected without sending Close frame. false";
  private static final int MOST_STEPS = 500;

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
        .formatted(
            object.replace(" ", "-"), method, URLEncoder.encode(args, StandardCharsets.UTF_8));
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
  @Behaviour({"SQL-001", "SQL-003", "SQL-014", "SQL-072", "RPC-046"})
  void keepsRowsInSql() {
    call("sql", "note", "[\"one\"]");

    assertThat(call("sql", "note", "[\"two\"]"))
        .hasToString("[{id=1, saidAt=1000, text=one}, {id=2, saidAt=1000, text=two}]");
  }

  @Test
  @Behaviour({"TXN-001", "TXN-002", "TXN-008", "TXN-010", "TXN-011"})
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
  @Behaviour("GATE-005")
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
  @Behaviour({"GATE-017", "GATE-021"})
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
  @Behaviour({"ALARM-009", "ALARM-010", "ALARM-011", "ALARM-032"})
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
  @Behaviour({
    "HIB-001",
    "HIB-005",
    "HIB-025",
    "HIB-026",
    "HIB-027",
    "HIB-030",
    "HIB-057",
    "WS-002",
    "LIFE-006"
  })
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
  @Behaviour("RPC-017")
  void answersRequestsOfOthers() {
    assertThat(call("asker", "fetchOther", "[\"asked\", \"text\"]"))
        .isEqualTo("201 asked POST text");
    HttpRequest.Builder post =
        host.request("/direct/fetch").POST(HttpRequest.BodyPublishers.ofString("body"));
    assertThat(host.fetch(post).body()).isEqualTo("POST body");
  }

  @Test
  @Behaviour({"RPC-007", "RPC-008", "RPC-001"})
  void callsBackAndHandsOutObjects() {
    assertThat(call("rpc", "callback", "[3]")).isEqualTo(List.of("call 1", "call 2", "last"));
    assertThat(call("rpc", "tally", "[10]")).isEqualTo(15);
  }

  @Test
  @Behaviour({"RPC-014", "RPC-016", "RPC-029", "RPC-032"})
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
  @Behaviour("RPC-004")
  void copiesArgumentsAndResults() {
    String values = "[{\"a\": [1, -2.5, 1e300, \"\\u00e9\\u4e2d\", false, null, {}, []]}]";

    assertThat(call("copies", "echo", values))
        .isEqualTo(((List<?>) TestHost.json(values)).getFirst());
  }

  private @Nullable Object run(String name, String method, String args) {
    return call("case " + name, method, args);
  }

  private @Nullable Object run(String method) {
    return run(method, method, "[]");
  }

  /** Answers to several calls of a method at once; lets time pass until they are there. */
  private List<String> together(int count, String object, String method, String args) {
    List<CompletableFuture<HttpResponse<String>>> all =
        IntStream.range(0, count)
            .mapToObj(i -> host.sendAsync(host.request(path(object, method, args))))
            .toList();
    while (!all.stream().allMatch(CompletableFuture::isDone)) {
      host.pass(Duration.ofMillis(5));
      call("elsewhere", "shared", "[]");
    }
    return all.stream().map(each -> each.join().body()).sorted().toList();
  }

  @Test
  @Behaviour({"KVA-001", "KVA-002", "KVA-009", "KVS-001"})
  void readsOneOrSeveralKeys() {
    assertThat(run("absent")).hasToString("[true, [a, b], [2, 1]]");
  }

  @Test
  @Behaviour({"KVA-015", "KVA-017", "KVA-018", "KVA-020", "KVA-021", "KVA-022", "KVA-023"})
  void listsKeysInTheirOrder() {
    assertThat(run("list", "listed", "[\"async\"]")).hasToString(LISTED);
  }

  @Test
  @Behaviour({"KVS-004", "KVS-005", "KVA-056"})
  void listsKeysInTheirOrderAtOnce() {
    assertThat(run("list at once", "listed", "[\"sync\"]")).hasToString(LISTED);
  }

  private static final String LISTED =
      "[[a:1, a:2, b, c, é], [b, c, é], [c, é], [a:1, a:2], [a:1, a:2], [a:2], [b, a:2], [a:1, a:2],"
          + " [é, c]]";

  @Test
  @Behaviour({"KVA-005", "KVA-006"})
  void keepsValuesOfAllTypesAsCopies() {
    assertThat(run("values"))
        .hasToString(
            "[é中, -2.5, 12345678901234567890, 1000, [1, 255], [1, null, [true]], 1, true, a+,"
                + " true]");
    assertThat(run("copies")).isEqualTo(List.of(1));
  }

  @Test
  @Behaviour({"KVA-008", "KVS-009", "KVA-049"})
  void refusesWhatCannotBeKept() {
    assertThat(run("refuse", "refuses", "[\"async\"]")).isEqualTo(List.of("DataCloneError", true));
    assertThat(run("refuse", "refuses", "[\"sync\"]")).isEqualTo(List.of("DataCloneError", true));
    assertThat(run("tooBig")).isEqualTo(true);
  }

  @Test
  @Behaviour({"KVA-013", "KVA-014", "KVS-003"})
  void removesKeysAndTellsWhetherTheyWereThere() {
    assertThat(run("removes")).isEqualTo(List.of(true, false, 2, false));
  }

  @Test
  @Behaviour({"KVA-028", "KVA-036", "KVS-002", "KVS-012"})
  void seesItsOwnWritesAtOnce() {
    assertThat(run("sees")).isEqualTo(List.of(1, 2, 3, true));
    assertThat(run("syncs")).isEqualTo(1);
  }

  @Test
  @Behaviour({"KVA-037", "KVA-038", "KVA-039", "KVA-042", "KVA-055"})
  void deletesAllOfOneObject() {
    run("other", "increment", "[]");

    assertThat(run("clears")).isEqualTo(List.of(true, 0, true, 2, 1));
    assertThat(run("other", "increment", "[]")).isEqualTo(2);
    assertThat(run("another", "increment", "[]")).isEqualTo(1);
  }

  @Test
  @Behaviour({"TXN-003", "TXN-004"})
  void aTransactionReadsWritesAndIsTakenBack() {
    assertThat(run("transaction")).hasToString("[[[b, c], true], undone, [b, c]]");
  }

  @Test
  @Behaviour({"TXN-008", "TXN-011", "KVS-011"})
  void whatATransactionWroteGoesWhereItFails() {
    for (String kind : new String[] {"sync", "async"}) {
      assertThat(run("fails " + kind, "failing", "[\"" + kind + "\"]"))
          .isEqualTo(List.of("RangeError: taken back", true, 0));
    }
  }

  @Test
  @Behaviour({"GATE-002", "GATE-003", "TXN-016", "LIFE-003", "LIFE-004"})
  void noIncrementIsLost() {
    List<String> answers = together(10, "case-increments", "increment", "[]");

    assertThat(answers)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.rangeClosed(1, 10).mapToObj("{\"value\":%d}"::formatted).toList());
    assertThat(call("case-increments", "call", "[]")).isEqualTo(1);
    assertThat(call("case-increments", "call", "[]")).isEqualTo(2);
  }

  @Test
  @Behaviour({"LIFE-001", "LIFE-002", "RPC-053"})
  void anInstanceStaysWhileItIsUsed() {
    assertThat(run("stays", "call", "[]")).isEqualTo(1);
    assertThat(run("stays", "call", "[]")).isEqualTo(2);
    assertThat(run("stays too", "call", "[]")).isEqualTo(1);
  }

  @Test
  @Behaviour("LIFE-005")
  void aConstructorThatThrowsIsTriedAgain() {
    for (int i = 0; i < 2; i++) {
      assertThat(call("broken", "call", "[]"))
          .isEqualTo(error("RangeError", "it cannot begin", false, true));
    }
  }

  @Test
  @Behaviour({"GATE-006"})
  void whatWaitsBetweenReadAndWriteIsGuardedByBlocking() {
    assertThat(together(2, "case-loses", "lose", "[false]"))
        .isEqualTo(List.of("{\"value\":1}", "{\"value\":1}"));
    assertThat(together(2, "case-guards", "lose", "[true]"))
        .isEqualTo(List.of("{\"value\":1}", "{\"value\":2}"));
  }

  @Test
  @Behaviour({"GATE-001", "GATE-020", "GATE-022", "SQL-068"})
  void nothingInterruptsWhatDoesNotWait() {
    together(4, "case-busy", "busy", "[\"one\"]");
    together(1, "case-busy", "busy", "[\"two\"]");

    assertThat(call("case-busy", "changes", "[]")).isEqualTo(1);
  }

  @Test
  @Behaviour({
    "SQL-001", "SQL-003", "SQL-005", "SQL-012", "SQL-014", "SQL-016", "SQL-020", "SQL-023",
    "SQL-024", "SQL-025", "SQL-026", "SQL-028", "SQL-084"
  })
  void runsStatementsAndReadsRows() {
    assertThat(run("statements"))
        .hasToString(
            "[0, [], [1 one, 2 two, 3 null], [n, id], [2, 3], [7, 2.5, one], 18, true, {a=text,"
                + " b=real, c=blob, d=null}]");
  }

  @Test
  @Behaviour({"SQL-004", "SQL-008", "SQL-009", "SQL-010", "SQL-016", "SQL-017", "SQL-033"})
  void refusesStatementsWithTheReason() {
    assertThat((List<?>) run("sqlFaults"))
        .map(String::valueOf)
        .satisfiesExactly(
            few ->
                assertThat(few)
                    .startsWith("Error: Wrong number of parameter bindings for SQL query."),
            many ->
                assertThat(many)
                    .startsWith("Error: Wrong number of parameter bindings for SQL query."),
            syntax ->
                assertThat(syntax)
                    .isEqualTo("Error: near \"SELEC\": syntax error at offset 0: SQLITE_ERROR"),
            table -> assertThat(table).startsWith("Error: no such table: none"),
            unique ->
                assertThat(unique).startsWith("Error: UNIQUE constraint failed: u.id: SQLITE_"),
            check -> assertThat(check).startsWith("Error: CHECK constraint failed: n > 0: SQLITE_"),
            begin -> assertThat(begin).contains("state.storage.transaction()"),
            none ->
                assertThat(none)
                    .isEqualTo(
                        "Error: Expected exactly one result from SQL query, but got no results."),
            several ->
                assertThat(several)
                    .isEqualTo(
                        "Error: Expected exactly one result from SQL query, but got multiple results."),
            count -> assertThat(count).isEqualTo("1"));
  }

  @Test
  @Behaviour({"SQL-047", "SQL-052"})
  void hasTheFeaturesOfSqlite() {
    assertThat(run("features")).isEqualTo(List.of(4, 7, 6, 15, List.of(1, 2)));
  }

  @Test
  @Behaviour("SQL-070")
  void keepsWhatWasWrittenBeforeAnError() {
    assertThat(run("keeps", "keepsWhatWasWritten", "[]"))
        .isEqualTo(error("RangeError", "after the write", true, false));
    assertThat(run("keeps", "written", "[]")).isEqualTo(1);
  }

  @Test
  @Behaviour({"ALARM-001", "ALARM-002", "ALARM-003", "ALARM-004", "ALARM-005"})
  void setsReadsAndDeletesItsAlarm() {
    assertThat((List<?>) run("alarms"))
        .map(String::valueOf)
        .containsExactly("null", "0", "1000", "null");
  }

  private List<?> ran(String object, int times) {
    List<?> ran = List.of();
    for (int i = 0; i < MOST_STEPS; i++) {
      ran = (List<?>) Objects.requireNonNull(run(object, "ran", "[]"));
      if (((List<?>) ran.getFirst()).size() >= times) {
        return ran;
      }
      host.pass(Duration.ofSeconds(1));
    }
    throw new AssertionError("The alarms that ran are " + ran);
  }

  @Test
  @Behaviour({"ALARM-006", "ALARM-009", "ALARM-015", "ALARM-017"})
  void anAlarmInThePastRingsOnce() {
    run("past", "plan", "[\"once\", 0, -1000]");

    assertThat(ran("past", 1)).hasToString("[[0 false false], false]");
    host.pass(Duration.ofHours(1));
    assertThat(ran("past", 1)).hasToString("[[0 false false], false]");
  }

  @Test
  @Behaviour({"ALARM-010", "ALARM-011", "ALARM-012"})
  void anAlarmThatFailsIsGivenUpAfterSixRetries() {
    run("fails", "plan", "[\"fail\", 100, 10]");

    assertThat((List<?>) ran("fails", 7).getFirst())
        .map(String::valueOf)
        .map(each -> each.substring(0, 7).strip())
        .startsWith("0 false", "1 true")
        .hasSize(7);
    host.pass(Duration.ofHours(1));
    assertThat(ran("fails", 7).getLast()).isEqualTo(false);
    assertThat((List<?>) ran("fails", 7).getFirst()).hasSize(7);
  }

  @Test
  @Behaviour({"ALARM-016", "ALARM-021"})
  void anAlarmSetsTheNextOne() {
    run("again", "plan", "[\"again\", 3, 10]");

    assertThat(ran("again", 3))
        .hasToString("[[0 false false, 0 false false, 0 false false], false]");
  }

  @Test
  @Behaviour("KVA-041")
  void anAlarmMayDeleteAll() {
    run("clear", "plan", "[\"clear\", 0, 10]");

    assertThat(ran("clear", 1)).hasToString("[[0 false false], false]");
  }

  @Test
  @Behaviour({"RPC-045"})
  void callsOfOneStubArriveInTheirOrder() {
    assertThat(run("in order", "inOrder", "[\"case-append\"]")).isEqualTo(List.of(1, 2, 3));
  }

  @Test
  @Behaviour({"RPC-005", "RPC-006"})
  void whatIsPassedIsACopyOrAStub() {
    assertThat(run("by copy", "callByCopy", "[\"case-changes\"]"))
        .hasToString("[[mine], [mine, changed]]");
    assertThat((Map<?, ?>) run("foreign")).extracting("name").isEqualTo("DataCloneError");
  }

  @Test
  @Behaviour({"RPC-010", "RPC-011", "RPC-052"})
  void fieldsAndPrivateMethodsAreNotCalled() {
    for (String name : new String[] {"calls", "hidden"}) {
      assertThat(run("private", name, "[]"))
          .isEqualTo(
              error(
                  "TypeError",
                  "The RPC receiver does not implement the method \"" + name + "\".",
                  true,
                  false));
    }
    assertThat(run("private", "autoRespond", "[]")).isNull();
  }

  @Test
  @Behaviour("GATE-015")
  void eventsThatWereHeldBackKeepTheirOrder() {
    assertThat(together(1, "case-after", "afterBlock", "[\"case-blocks\"]"))
        .isEqualTo(List.of("{\"value\":[1,2,3]}"));
  }

  @Test
  @Behaviour({"HIB-045", "HIB-046", "HIB-049"})
  void whatIsUnderWayKeepsTheInstance() {
    for (String how : new String[] {"timer", "call"}) {
      assertThat(run("lingers " + how, "linger", "[\"" + how + "\", \"case-called\"]"))
          .isEqualTo(1);
      host.pass(Duration.ofSeconds(15));
      assertThat(run("lingers " + how, "call", "[]")).as(how).isEqualTo(2);
      host.pass(Duration.ofSeconds(14));
      assertThat(run("lingers " + how, "call", "[]")).as(how).isEqualTo(3);
      sleep("lingers " + how);
    }
    CompletableFuture<HttpResponse<String>> slow =
        host.sendAsync(host.request(path("case-dawdles", "dawdle", "[]")));
    while (!slow.isDone()) {
      host.pass(Duration.ofSeconds(5));
      call("elsewhere", "shared", "[]");
    }
    assertThat(slow.join().body()).isEqualTo("{\"value\":1}");
  }

  @Test
  void facetsHaveAStorageOfTheirOwn() {
    assertThat(run("facets"))
        .isEqualTo(
            List.of(
                List.of(1, 2, 1, 3, 3, 1),
                "Error: ended by its parent",
                "TypeError: The name of a facet must not be empty."));
  }

  @Test
  @Behaviour("RPC-039")
  void aStubIsKeptByItsCopy() {
    assertThat(run("lends", "lend", "[\"case-holds\"]")).isEqualTo(List.of("later"));
  }

  @Test
  @Behaviour({
    "WS-004", "WS-006", "WS-014", "WS-018", "WS-019", "WS-030", "WS-031", "HIB-048", "HIB-002"
  })
  void socketsWithListenersKeepTheObject() {
    assertThat(run("listens", "call", "[]")).isEqualTo(1);
    try (TestSocket socket = TestSocket.open(host, "/" + "case-listens" + "/standard")) {
      socket.send("hello");
      socket.send("again");
      assertThat(socket.next()).isEqualTo("string hello");
      assertThat(socket.next()).isEqualTo("string again");
      host.pass(Duration.ofSeconds(30));
      assertThat(run("listens", "call", "[]")).isEqualTo(2);
    }
    await("listens", "closed", LOST);
    assertThat(run("acceptTwice"))
        .isEqualTo(
            "Error: Cannot call `acceptWebSocket()` if the WebSocket was already accepted via"
                + " `accept()`");
  }

  @Test
  void anObjectThatEndsBeforeItsCloseLeavesDropsTheConnection() {
    try (RawSocket socket = RawSocket.open(host, "/case-doomed/standard")) {
      // JavaScript's answer goes before the listener runs, Java's after it.
      assertThat(socket.sendClose(3001, "abort").next()).isIn("end", "close 3001 abort");
    }
  }

  private void await(String object, String method, String value) {
    Object found = run(object, method, "[]");
    for (int i = 0; i < MOST_STEPS && !value.equals(found); i++) {
      host.pass(Duration.ofMillis(10));
      found = run(object, method, "[]");
    }
    assertThat(found).isEqualTo(value);
  }

  private TestSocket room(String object, String tags) {
    return TestSocket.open(host, "/" + "case-" + object + "/fetch?tags=" + tags);
  }

  @Test
  @Behaviour({"HIB-008", "HIB-054", "WS-018", "WS-022"})
  void aCloseIsAnsweredAndTold() {
    for (String path : new String[] {"/case-ends/fetch", "/case-ended/standard", "/ended/fetch"}) {
      try (TestSocket socket = TestSocket.open(host, path)) {
        socket.end(3001, "done");
        socket.awaitEnd();
      }
    }

    await("ends", "closed", "3001 done true");
    await("ended", "closed", "3001 done true");
    assertThat(call("ended", "get", "[\"closed\"]")).isEqualTo("3001 done");
  }

  @Test
  @Behaviour({
    "HIB-015", "HIB-019", "HIB-020", "HIB-021", "HIB-008", "HIB-053", "HIB-006", "WS-009"
  })
  void socketsHaveTagsAndEnd() {
    try (TestSocket red = room("tags", "red,round");
        TestSocket blue = room("tags", "blue")) {
      assertThat(red.next()).isEqualTo("welcome red round");
      assertThat(blue.next()).isEqualTo("welcome blue");
      blue.send("count");
      assertThat(blue.next()).isEqualTo("2 1 0");
      blue.send("all red");
      assertThat(red.next()).isEqualTo("to all");
      red.send("bye now");
      red.awaitEnd();
      await("tags", "closed", "4001  true");
      blue.send("count");
      assertThat(blue.next()).isEqualTo("1 0 0");
    }
    await("tags", "closed", LOST);
  }

  @Test
  @Behaviour({
    "HIB-009",
    "HIB-023",
    "HIB-025",
    "HIB-026",
    "HIB-028",
    "HIB-029",
    "HIB-031",
    "HIB-034",
    "HIB-050",
    "HIB-051",
    "HIB-052",
    "ALARM-024"
  })
  void attachmentsAndAnswersOutlastTheInstance() {
    run("attach", "autoRespond", "[]");
    try (TestSocket socket = room("attach", "")) {
      assertThat(socket.next()).isEqualTo("welcome ");
      socket.send("attached");
      assertThat(socket.next()).isEqualTo("nothing 0");
      socket.send("attach this text");
      socket.send("large");
      assertThat(socket.next())
          .startsWith("Error: A WebSocket 'attachment' cannot be larger than 16384 bytes.");
      assertThat(run("attach", "call", "[]")).isEqualTo(1);
      sleep("attach");
      socket.send("ping");
      assertThat(socket.next()).isEqualTo("pong");
      socket.send("attached");
      assertThat(socket.next()).isEqualTo("this text 1");
      run("attach", "plan", "[\"once\", 0, 60000]");
      sleep("attach");
      host.pass(Duration.ofSeconds(60));
      ran("attach", 1);
    }
    await("attach", "closed", LOST);
  }

  /** Lets an object fall asleep. */
  private void sleep(String object) {
    run(object, "call", "[]");
    for (int i = 0; i < MOST_STEPS; i++) {
      host.pass(Duration.ofSeconds(11));
      if (Integer.valueOf(1).equals(run(object, "call", "[]"))) {
        return;
      }
    }
    throw new AssertionError("The object does not sleep.");
  }

  @Test
  @Behaviour({"ALARM-026", "KVA-057", "SQL-071", "LIFE-027"})
  void stateAndAlarmsOutlastTheHost() {
    run("restart", "keepsWhatWasWritten", "[]");
    run("restart", "increment", "[]");
    run("restart", "plan", "[\"once\", 0, 3600000]");
    run("restart", "call", "[]");

    host.stop();
    host.pass(Duration.ofHours(2));
    host.start();

    assertThat(ran("restart", 1).getLast()).isEqualTo(false);
    assertThat(run("restart", "written", "[]")).isEqualTo(1);
  }
}
