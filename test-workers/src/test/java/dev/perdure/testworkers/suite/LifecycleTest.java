package dev.perdure.testworkers.suite;

import static dev.perdure.testworkers.harness.TestHost.error;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.perdure.host.life.LifeEvent.Kind;
import dev.perdure.host.life.MemoryPressure;
import dev.perdure.testworkers.behaviour.Behaviour;
import dev.perdure.testworkers.harness.Lives;
import dev.perdure.testworkers.harness.TestHost;
import dev.perdure.testworkers.harness.TestMemory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LifecycleTest {
  private static final String UNDEFINED = "[undefined]";
  private static final Duration HIBERNATION = Duration.ofSeconds(10);
  private static final Lives LIVES = new Lives();
  private static final Lives SEEN = new Lives();

  @RegisterExtension
  static final TestHost HOST = TestHost.of("life").timed().set(host -> host.listener(LIVES));

  /** A host on which timers and the like keep an object that nobody is connected to. */
  @RegisterExtension
  static final TestHost NEWER =
      TestHost.at(Path.of("src/test/workers/life"), TestHost.Settings.DEV.in("tasks"))
          .timed()
          .set(host -> host.listener(SEEN));

  private static Object call(TestHost host, String name, String method, Object... arguments) {
    return arguments.length == 0
        ? host.run("call", "name=" + name, "call=" + method)
        : host.run("call", "name=" + name, "call=" + method, "args=" + arguments[0]);
  }

  private static Object call(String name, String method, Object... arguments) {
    return call(HOST, name, method, arguments);
  }

  private static void hibernate(String name) {
    LIVES.passing(HOST, HIBERNATION, Kind.HIBERNATED, name);
  }

  @Test
  @Behaviour({"LIFE-001", "LIFE-002"})
  void theConstructorRunsOnceBeforeTheFirstEvent() {
    assertThat(HOST.run("fetched", "name=first"))
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .startsWith("evaluated 1", "constructed 1", "fetched");
    assertThat(HOST.run("fetched", "name=first"))
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .endsWith("fetched", "fetched");
    assertThat(call("first", "called"))
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .endsWith("fetched", "fetched", "called");
    assertThat(LIVES.of("first")).containsExactly(Kind.CREATED);
  }

  @Test
  @Behaviour("LIFE-019")
  void theModuleIsEvaluatedOncePerIsolateBeforeAnyHandler() {
    for (String name : List.of("module one", "module two")) {
      assertThat(HOST.run("fetched", "name=" + name))
          .isEqualTo(List.of("evaluated 1", "constructed 1", "fetched"));
    }
  }

  @Test
  @Behaviour("LIFE-020")
  void theModuleScopeMayNotWaitForAnything() {
    assertThat(HOST.run("top"))
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .hasSize(2)
        .allSatisfy(text ->
            assertThat(text.toString())
                .startsWith("Disallowed operation called within global scope."));
  }

  @Test
  @Behaviour({"LIFE-003", "LIFE-004"})
  void concurrentFirstEventsMeetOneInstance() {
    assertThat(HOST.run("concurrentFirst")).isEqualTo(List.of(1, 1));
  }

  @Test
  @Behaviour({"LIFE-005", "ERR-002", "ERR-030"})
  void aConstructorThatThrowsFailsItsEventAndIsTriedAgain() {
    assertThat(HOST.run("fragile"))
        .isEqualTo(
            List.of(
                error("RangeError", "not yet", "durableObjectReset", true),
                "sound",
                error("RangeError", "not yet", "remote", true, "durableObjectReset", true),
                "sound"));
    assertThat(LIVES.of("fragile rpc")).containsExactly(Kind.CREATED, Kind.RESET, Kind.WOKEN);
  }

  @Test
  @Behaviour({"LIFE-006", "STUB-019", "LIFE-025", "ERR-027"})
  void anIdleObjectHibernatesAndTheNextEventWakesIt() {
    Object before = HOST.run("keep", "name=sleeper");
    HOST.pass(Duration.ofSeconds(9));
    assertThat(HOST.run("kept")).isEqualTo(List.of(before, 1));
    hibernate("sleeper");

    assertThat(HOST.run("kept"))
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .element(1)
        .isEqualTo(2);
    assertThat(HOST.run("kept"))
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .element(0)
        .isNotEqualTo(before);
    assertThat(call("sleeper", "constructions")).isEqualTo(2);
    assertThat(LIVES.of("sleeper")).containsExactly(Kind.CREATED, Kind.HIBERNATED, Kind.WOKEN);
  }

  @Test
  @Behaviour({"LIFE-007", "LIFE-011", "STATE-019"})
  void anIdleObjectThatCannotHibernateIsEvictedAfterAMinuteWithItsTimers() {
    Object before = call("ticking", "tick", 7_000);
    call("ticking", "waitUntilIn", 900_000);
    call("ticking", "writeIn", 600_000);
    HOST.pass(Duration.ofSeconds(60));
    assertThat(LIVES.of("ticking")).containsExactly(Kind.CREATED);

    long steps = 60;
    while (!LIVES.of("ticking").contains(Kind.EVICTED) && steps < 590) {
      HOST.pass(Duration.ofSeconds(1));
      steps++;
      HOST.run("top"); // Lets the threads of the objects run.
    }
    // A look that meets the object at work on a slow machine is followed by another.
    assertThat(steps).isBetween(70L, 589L);
    HOST.pass(Duration.ofMinutes(10));
    assertThat(call("ticking", "self")).isNotEqualTo(before);
    assertThat(call("ticking", "get", "timer")).isEqualTo(UNDEFINED);
    assertThat(LIVES.of("ticking")).containsExactly(Kind.CREATED, Kind.EVICTED, Kind.WOKEN);
  }

  @Test
  @Behaviour("LIFE-012")
  void aRequestInProgressKeepsTheObjectForAsLongAsItTakes() {
    CompletableFuture<HttpResponse<String>> slow =
        HOST.sendAsync(HOST.request("/call?name=busy&call=slow&args=7200000"));
    while (!"began".equals(call("busy", "get", "slow"))) {
      Thread.onSpinWait();
    }
    Object instance = call("busy", "self");
    HOST.pass(Duration.ofMinutes(90));
    assertThat(LIVES.of("busy")).containsExactly(Kind.CREATED);
    HOST.pass(Duration.ofMinutes(31));

    assertThat(slow.join().body()).isEqualTo("{\"value\":\"" + instance + "\"}");
  }

  @Test
  @Behaviour({"LIFE-016", "LIFE-024"})
  void nothingIsCalledWhenAnInstanceGoes() {
    call("unhooked", "put", "key,1");
    call("unhooked", "clear");
    hibernate("unhooked");

    assertThat(call("unhooked", "hook")).isEqualTo(UNDEFINED);
    assertThat(call("unhooked", "keys")).isEqualTo(List.of("constructed"));
    assertThat(call("unhooked", "constructions")).isEqualTo(1);
  }

  @Test
  @Behaviour("LIFE-018")
  void anUncaughtErrorLeavesTheInstance() {
    Object instance = call("failing", "self");
    assertThat(HOST.fetch("/call?name=failing&call=fail").json())
        .isEqualTo(Map.of("error", error("Error", "mine", "remote", true)));

    assertThat(call("failing", "afterFailure")).isEqualTo(List.of(true, instance));
    assertThat(call("failing", "constructions")).isEqualTo(1);
  }

  @Test
  @Behaviour({"LIFE-029", "ERR-022"})
  void everyEventHasProcessorTimeOfItsOwn() {
    for (int i = 0; i < 5; i++) {
      assertThat(call("frugal", "burn", 150)).isEqualTo("burnt");
    }
    Map<String, Object> over =
        error(
            "Error",
            "Durable Object exceeded its CPU time limit and was reset.",
            "overloaded",
            true,
            "durableObjectReset",
            true);
    assertThat(HOST.fetch("/call?name=frugal&call=burn&args=30000").json())
        .isEqualTo(Map.of("error", over));
    assertThat(LIVES.next(Kind.RESET, "frugal").reason()).contains("CPU time limit");
    assertThat(call("frugal", "burn", 10)).isEqualTo("burnt");
  }

  @Test
  @Behaviour("LIFE-029")
  void processorTimeInPiecesCountsToo() {
    TestHost real = TestHost.of("life").start();
    try {
      assertThat(real.fetch("/call?name=pieces&call=burnForEver").body())
          .contains("exceeded its CPU time limit");
      assertThat(call(real, "pieces", "burn", 10)).isEqualTo("burnt");
    } finally {
      real.close();
    }
  }

  @Test
  @Behaviour("LIFE-030")
  void anObjectThatTakesTheMemoryOfOthersIsResetWhereThereIsNoMore() {
    TestMemory memory = new TestMemory();
    TestHost host = TestHost.of("life").timed().set(given -> given.memory(memory)).start();
    try {
      host.sendAsync(host.request("/call?name=harmless&call=slow&args=60000"));
      CompletableFuture<Object> greedy =
          CompletableFuture.supplyAsync(() -> host.fetch("/call?name=greedy&call=hog").json());
      while (!greedy.isDone()) {
        memory.run(MemoryPressure.Level.CRITICAL);
        Thread.yield();
      }
      assertThat(greedy.join())
          .isEqualTo(
              Map.of(
                  "error",
                  error(
                      "Error",
                      "Durable Object's isolate exceeded its memory limit and was reset.",
                      "overloaded",
                      true,
                      "durableObjectReset",
                      true)));
      assertThat(call(host, "greedy", "burn", 10)).isEqualTo("burnt");
      assertThat(call(host, "harmless", "get", "slow")).isEqualTo("began");
    } finally {
      host.close();
    }
  }

  @Test
  void whereMemoryIsShortTheLeastRecentlyUsedGoFirstAndNoneThatRuns() {
    Lives lives = new Lives();
    TestMemory memory = new TestMemory();
    TestHost host =
        TestHost.of("life").timed().set(given -> given.listener(lives).memory(memory)).start();
    try {
      host.sendAsync(host.request("/call?name=runs&call=slow&args=60000"));
      while (!"began".equals(call(host, "runs", "get", "slow"))) {
        Thread.onSpinWait();
      }
      for (String name : List.of("oldest", "older", "newer", "newest")) {
        call(host, name, "tick", 1_000_000);
        host.pass(Duration.ofSeconds(1));
      }
      call(host, "oldest", "self");
      memory.run(MemoryPressure.Level.SHORT);
      assertThat(lives.next(Kind.EVICTED, "older").reason()).isEqualTo("memory is short");
      assertThat(lives.of("oldest")).containsExactly(Kind.CREATED);

      memory.run(MemoryPressure.Level.CRITICAL);
      lives.next(Kind.EVICTED, "oldest");
      lives.next(Kind.EVICTED, "newer");
      lives.next(Kind.EVICTED, "newest");
      assertThat(lives.of("runs")).containsExactly(Kind.CREATED);
    } finally {
      host.close();
    }
  }

  @Test
  @Behaviour("ERR-023")
  void anObjectThatIsFullCanStillReadAndDelete() {
    TestHost host =
        TestHost.of("life").set(given -> given.limits(given.limits().storage(1 << 20))).start();
    try {
      call(host, "full", "put", "small,1");
      String refused = "";
      for (int i = 0; i < 40 && !refused.contains("SQLITE_FULL"); i++) {
        refused = host.fetch("/fill?name=full&key=" + i).body();
      }
      assertThat(refused).contains("SQLITE_FULL");
      assertThat(call(host, "full", "get", "small")).isEqualTo(1);
      call(host, "full", "clear");
      assertThat(call(host, "full", "keys")).isEqualTo(List.of());
    } finally {
      host.close();
    }
  }

  @Test
  @Behaviour("OBS-013")
  void anySqliteClientOpensTheFilesOfAStoppedHost() throws SQLException {
    TestHost host = TestHost.of("life").start();
    try {
      call(host, "open", "put", "key,7");
      String id = host.run("idOf", "name=open").toString();
      host.stop();
      try (Connection sqlite =
              DriverManager.getConnection("jdbc:sqlite:" + host.database("life-Life", id));
          Statement statement = sqlite.createStatement();
          ResultSet rows = statement.executeQuery("SELECT key FROM _cf_KV ORDER BY key")) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getString(1)).isEqualTo("constructed");
        assertThat(rows.next()).isTrue();
        assertThat(rows.getString(1)).isEqualTo("key");
      }
    } finally {
      host.close();
    }
  }

  @Test
  @Behaviour("LIFE-027")
  void aRestartKeepsStorageAndAlarms() {
    Lives lives = new Lives();
    TestHost host = TestHost.of("life").timed().set(settings -> settings.listener(lives)).start();
    try {
      call(host, "lasting", "put", "key,7");
      call(host, "lasting", "setAlarm", 300_000);
      Object before = call(host, "lasting", "self");
      host.restart();
      assertThat(lives.of("lasting")).containsExactly(Kind.CREATED, Kind.EVICTED);

      assertThat(call(host, "lasting", "self")).isNotEqualTo(before);
      assertThat(call(host, "lasting", "get", "key")).isEqualTo(7);
      assertThat(call(host, "lasting", "get", "rang")).isEqualTo(UNDEFINED);
      host.pass(Duration.ofSeconds(400));
      assertThat(call(host, "lasting", "get", "rang")).isEqualTo(true);
    } finally {
      host.close();
    }
  }

  @Test
  @Behaviour({"LIFE-008", "STATE-019"})
  void timersCallsAndPromisesKeepItForAQuarterOfAnHour() {
    call(NEWER, "timer", "writeIn", 3_600_000);
    call(NEWER, "promise", "waitUntilIn", 3_600_000);
    call(NEWER, "caller", "callOther");
    NEWER.pass(Duration.ofMinutes(14));
    NEWER.run("top");
    List<String> names = List.of("timer", "promise", "caller");
    for (String name : names) {
      assertThat(SEEN.of(name)).as(name).containsExactly(Kind.CREATED);
    }
    for (String name : names) {
      SEEN.passing(NEWER, Duration.ofSeconds(70), Kind.EVICTED, name);
    }
  }

  @Test
  @Behaviour("LIFE-009")
  void theQuarterOfAnHourIsThatOfEachTask() {
    call(NEWER, "two tasks", "writeIn", 3_600_000);
    NEWER.pass(Duration.ofMinutes(10));
    call(NEWER, "two tasks", "writeIn", 3_600_000);
    NEWER.pass(Duration.ofMinutes(14));
    NEWER.run("top");
    assertThat(SEEN.of("two tasks")).containsExactly(Kind.CREATED);
    NEWER.pass(Duration.ofSeconds(62));
    SEEN.passing(NEWER, Duration.ofSeconds(10), Kind.EVICTED, "two tasks");
  }

  @Test
  @Behaviour("LIFE-008")
  void aRequestToTheNetworkAlwaysKeepsItForAQuarterOfAnHour() throws IOException {
    HttpServer silent =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    silent.start();
    try {
      silent.createContext("/", exchange -> {});
      call("fetching", "begin", "http://127.0.0.1:" + silent.getAddress().getPort() + "/");
      HOST.pass(Duration.ofMinutes(14));
      HOST.run("top");
      assertThat(LIVES.of("fetching")).containsExactly(Kind.CREATED);
      LIVES.passing(HOST, Duration.ofSeconds(70), Kind.EVICTED, "fetching");
    } finally {
      silent.stop(0);
    }
  }
}
