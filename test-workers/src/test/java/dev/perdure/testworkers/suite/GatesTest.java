package dev.perdure.testworkers.suite;

import static java.util.Collections.nCopies;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.testworkers.behaviour.Behaviour;
import dev.perdure.testworkers.harness.TestHost;
import dev.perdure.testworkers.harness.TestSocket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class GatesTest {
  private static final HeldCommits COMMITS = new HeldCommits();

  @RegisterExtension
  static final TestHost HOST =
      TestHost.of("gates").timed().set(settings -> settings.commits(COMMITS));

  @AfterEach
  void letCommitsGo() {
    COMMITS.letGo();
  }

  private static Object run(String name, String object) {
    return HOST.run(name, "name=" + object);
  }

  private static CompletableFuture<HttpResponse<String>> start(String name, String object) {
    return HOST.sendAsync(HOST.request("/" + name + "?name=" + object));
  }

  private static String body(CompletableFuture<HttpResponse<String>> answer) {
    return answer.join().body();
  }

  private static List<Integer> upTo(int last) {
    return IntStream.rangeClosed(1, last).boxed().toList();
  }

  @Test
  @Behaviour({"GATE-001", "GATE-022"})
  void codeWithoutAnAwaitIsNeverInterrupted() {
    assertThat(run("busy", "busy")).isEqualTo(nCopies(50, 0));
  }

  @Test
  @Behaviour({"GATE-002", "GATE-004"})
  void readingAndWritingLosesNoUpdate() {
    assertThat(run("increments", "counter")).isEqualTo(upTo(20));
    assertThat((List<?>) HOST.run("increments", "name=concurrent", "concurrent=1"))
        .allSatisfy(value -> assertThat((Integer) value).isBetween(1, 20));
  }

  @Test
  @Behaviour({"GATE-003", "GATE-016"})
  void nothingComesWhileStorageIsAwaited() {
    List<?> log = (List<?>) run("storageOnly", "storage");
    assertThat(log.contains("a call") && log.contains("two begins")).as(log.toString()).isTrue();
    assertThat(log.indexOf("one ends")).isEqualTo(log.indexOf("one begins") + 1);
    assertThat(log.indexOf("two ends")).isEqualTo(log.indexOf("two begins") + 1);
  }

  @Test
  @Behaviour("GATE-005")
  void othersComeWhileSomethingElseIsAwaited() {
    assertThat(run("otherAwaits", "others"))
        .isEqualTo(List.of("one waits", "another call", "one goes on", "last"));
  }

  @Test
  @Behaviour("GATE-006")
  void updatesAreLostOnlyWithoutABlock() {
    assertThat(run("slowly", "lost")).isEqualTo(List.of(1, 1));
    assertThat(HOST.run("slowly", "name=guarded", "guarded=1")).isEqualTo(List.of(1, 2));
  }

  @Test
  @Behaviour({"GATE-015", "GATE-017", "GATE-021"})
  void aBlockHoldsBackEventsOfItsObjectInTheirOrder() {
    assertThat(run("blocked", "blocked"))
        .isEqualTo(List.of("block begins", "block ends", 0, 1, 2, 3, 4, 5, 6, 7, 8, 9));
  }

  @Test
  @Behaviour("GATE-018")
  void anObjectThatWaitsForItselfIsResetAfterHalfAMinute() {
    CompletableFuture<HttpResponse<String>> answer = start("deadlock", "dead");
    HOST.run("when", "name=dead", "count=1");
    HOST.pass(Duration.ofSeconds(29));
    assertThat(answer).isNotDone();
    HOST.pass(Duration.ofSeconds(1));
    assertThat(body(answer))
        .contains(
            "A call to blockConcurrencyWhile() in a Durable Object waited for too long. The call"
                + " was canceled and the Durable Object was reset.",
            "\"durableObjectReset\":true");
    assertThat(run("add", "dead")).isEqualTo(List.of("dead"));
  }

  @Test
  @Behaviour("GATE-019")
  void anObjectCanBeCalledBack() {
    assertThat(run("reenter", "reentered")).isEqualTo(List.of("calls", "called back", "answered"));
  }

  @Test
  @Behaviour("GATE-020")
  void readsThatDoNotWaitLetNothingIn() {
    assertThat(run("bySql", "sql")).isEqualTo(IntStream.range(0, 20).boxed().toList());
  }

  @Test
  @Behaviour({"GATE-007", "GATE-009", "GATE-012"})
  void whatFollowsAWriteLeavesOnceItIsDurable() {
    COMMITS.hold();
    CompletableFuture<HttpResponse<String>> answer = start("writeAndSend", "sender");
    CompletableFuture<Void> commit = COMMITS.next();
    assertThat(run("notes", "sender")).isEqualTo(List.of());
    assertThat(answer).isNotDone();

    commit.complete(null);
    assertThat(body(answer)).isEqualTo("{\"value\":[\"goes on\"]}");
    assertThat((List<?>) run("notes", "sender")).isEqualTo(List.of("call", "/fetch"));
  }

  @Test
  @Behaviour("KVS-014")
  void whatFollowsASynchronousWriteLeavesOnceItIsDurable() {
    COMMITS.hold();
    CompletableFuture<HttpResponse<String>> answer = start("putAndNote", "synchronous");
    CompletableFuture<Void> commit = COMMITS.next();
    assertThat(run("notes", "synchronous")).isEqualTo(List.of());
    assertThat(answer).isNotDone();
    commit.complete(null);
    assertThat(body(answer)).isEqualTo("{\"value\":\"by kv\"}");
    assertThat(run("notes", "synchronous")).isEqualTo(List.of("noted"));
  }

  @Test
  @Behaviour({"GATE-008", "GATE-024", "KVA-051"})
  void whatFollowsAWriteThatFailsIsDroppedAndTheObjectReset() {
    assertThat(run("write", "failing")).isEqualTo(1);
    COMMITS.hold();
    CompletableFuture<HttpResponse<String>> answer = start("writeAndSend", "failing");
    COMMITS.next().completeExceptionally(new IllegalStateException("the disk is gone"));
    assertThat(body(answer)).contains("\"durableObjectReset\":true").doesNotContain("goes on");
    assertThat(run("notes", "failing")).isEqualTo(List.of());
    COMMITS.letGo();
    assertThat(run("write", "failing")).as("memory begins anew").isEqualTo(1);
  }

  @Test
  @Behaviour("GATE-010")
  void messagesOfSocketsWaitToo() {
    try (TestSocket socket = TestSocket.open(HOST, "/socket?name=socket")) {
      socket.send("hello");
      assertThat(socket.next()).isEqualTo("after hello");
      COMMITS.hold();
      socket.send("write");
      CompletableFuture<Void> commit = COMMITS.next();
      assertThat(run("notes", "socket")).isEqualTo(List.of());
      assertThat(socket.received()).isEmpty();
      commit.complete(null);
      assertThat(socket.next()).isEqualTo("after write");
    }
  }

  @Test
  @Behaviour({"GATE-011", "KVA-031"})
  void unconfirmedWritesHoldNothingBack() {
    COMMITS.hold();
    assertThat(run("unconfirmed", "unconfirmed")).isEqualTo(1);
    COMMITS.next().complete(null);

    CompletableFuture<HttpResponse<String>> answer = start("writeAndSync", "syncing");
    CompletableFuture<Void> commit = COMMITS.next();
    run("notes", "syncing");
    assertThat(answer).isNotDone();
    commit.complete(null);
    assertThat(body(answer)).isEqualTo("{\"value\":\"synced\"}");
  }

  @Test
  @Behaviour("GATE-013")
  void writesWithoutAnAwaitBetweenAreOneCommit() {
    assertThat(run("everything", "all")).isEqualTo(List.of("", 0, false, 0));
    int before = COMMITS.count();
    assertThat(run("writeAll", "all")).isEqualTo("written");
    assertThat(COMMITS.count() - before).isEqualTo(1);
    assertThat(run("everything", "all")).isEqualTo(List.of("a,b,c", 1, true, 0));
  }

  @Test
  @Behaviour({"GATE-008", "GATE-013"})
  void aWriteThatNeverBecameDurableWasNeverConfirmed() {
    COMMITS.hold();
    CompletableFuture<HttpResponse<String>> answer = start("write", "never");
    CompletableFuture<Void> commit = COMMITS.next();
    COMMITS.letGo();
    assertThat(answer).isNotDone();
    commit.completeExceptionally(new IllegalStateException("the disk is gone"));
    assertThat(body(answer)).contains("\"name\":\"Error\"");
  }
}
