package dev.perdure.testworkers.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.perdure.host.control.ControlException;
import dev.perdure.host.control.Reply;
import dev.perdure.host.control.Request;
import dev.perdure.host.control.StateAccess;
import dev.perdure.storage.StorageOptions;
import dev.perdure.testworkers.harness.TestHost;
import dev.perdure.testworkers.harness.TestProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What commands see of the objects of a host that runs, and of one that has stopped. */
class StateAccessTest {
  private static final String CODE =
      """
      import { DurableObject } from "cloudflare:workers";
      export class Thing extends DurableObject {
        constructor(ctx, env) {
          super(ctx, env);
          ctx.storage.sql.exec("CREATE TABLE IF NOT EXISTS log (n INTEGER)");
        }
        add() {
          const n = this.ctx.storage.sql.exec("SELECT count(*) AS n FROM log").one().n + 1;
          this.ctx.storage.sql.exec("INSERT INTO log VALUES (?)", n);
          this.ctx.storage.kv.put("n", n);
          return n;
        }
        twice() { return this.add() + this.add(); }
        alarm() {}
        wake() { return this.ctx.storage.setAlarm(Date.now() + 3_600_000); }
        store() {
          this.ctx.storage.kv.put("odd", { at: new Date(0), map: new Map([["a", 1n]]),
            bytes: new Uint8Array([1, 2]), none: undefined, list: [1.5, "x", null] });
        }
      }
      export default {
        async fetch(request, env) {
          const [, name, method] = new URL(request.url).pathname.split("/");
          return Response.json((await env.THING.getByName(name)[method]()) ?? null);
        },
      };
      """;

  @TempDir Path folder;
  private TestHost host;

  @BeforeEach
  void start() {
    host = TestProject.of(folder, CODE).host().on(folder.resolve("state")).timed().start();
  }

  @AfterEach
  void stop() {
    host.close();
  }

  private List<ObjectNode> ask(Request request) {
    List<ObjectNode> rows = new ArrayList<>();
    new StateAccess(host.state(), StorageOptions.DEFAULT)
        .ask(
            request,
            new Reply() {
              @Override
              public void row(ObjectNode row) {
                rows.add(row);
              }

              @Override
              public void progress(long done, long of) {
                assertThat(done).isBetween(1L, of);
              }
            });
    return rows;
  }

  private static Request of(String operation, String object) {
    return Request.of(operation).with("class", "Thing").with("object", object);
  }

  private List<String> values(String object, String sql) {
    return ask(of("sql", object).with("sql", sql)).stream()
        .filter(row -> row.has("values"))
        .map(row -> row.path("values").toString())
        .toList();
  }

  private JsonNode value(String object, String key) {
    return ask(of("kv-get", object).with("key", key)).getFirst().path("value");
  }

  private Object run(String path) {
    return host.fetch("/" + path).json();
  }

  private void stopIf(boolean stopped) {
    if (stopped) {
      host.stop();
    }
    assertThat(StateAccess.runs(host.state())).isNotEqualTo(stopped);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void objectsAreListedWithWhatIsKnown(boolean stopped) {
    run("ann/add");
    run("bob/wake");
    stopIf(stopped);

    List<ObjectNode> rows = ask(Request.of("objects").with("class", "Thing"));

    assertThat(rows).hasSize(2);
    assertThat(rows)
        .allSatisfy(row -> {
          assertThat(row.path("live").asBoolean()).isNotEqualTo(stopped);
          assertThat(row.path("bytes").asLong()).isPositive();
          assertThat(Instant.parse(row.path("lastUse").asText())).isBefore(Instant.now());
        });
    assertThat(rows)
        .filteredOn(row -> row.path("name").asText().equals("bob"))
        .singleElement()
        .satisfies(
            row -> assertThat(Instant.parse(row.path("alarm").asText())).isAfter(Instant.now()));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void sqlWritesOnlyWhereThatWasSaid(boolean stopped) {
    run("ann/add");
    stopIf(stopped);
    String delete = "DELETE FROM log";

    assertThat(values("ann", "SELECT n, 'x', NULL, 0.5, x'01' FROM log"))
        .containsExactly("[1,\"x\",null,0.5,{\"$type\":\"blob\",\"base64\":\"AQ==\"}]");
    assertThatThrownBy(() -> values("ann", "SELECT 1; " + delete))
        .hasMessageContaining("only reading was asked for");
    assertThatThrownBy(() -> values("ann", "SELECT * FROM _cf_KV"))
        .isInstanceOf(ControlException.class)
        .hasMessageContaining("_cf_KV");
    assertThatThrownBy(() ->
            ask(
                of("sql", "ann")
                    .with("write", true)
                    .with("sql", delete + "; SELECT * FROM nowhere")))
        .hasMessageContaining("no such table: nowhere");
    assertThat(values("ann", "SELECT count(*) FROM log")).containsExactly("[1]");
    ask(of("sql", "ann").with("write", true).with("sql", delete));
    assertThat(values("ann", "SELECT count(*) FROM log")).containsExactly("[0]");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void pairsAreReadAndWrittenAsJson(boolean stopped) {
    run("ann/store");
    stopIf(stopped);

    assertThat(value("ann", "odd"))
        .hasToString(
            "{\"at\":{\"$type\":\"Date\",\"value\":\"1970-01-01T00:00:00Z\"},"
                + "\"map\":{\"$type\":\"Map\",\"entries\":[\"a\",{\"$type\":\"bigint\","
                + "\"value\":\"1\"}]},"
                + "\"bytes\":{\"$type\":\"Uint8Array\",\"base64\":\"AQI=\"},"
                + "\"none\":{\"$type\":\"undefined\"},\"list\":[1.5,\"x\",null]}");
    ask(of("kv-put", "ann").with("key", "n").with("value", "41"));
    assertThat(ask(of("kv-list", "ann").with("prefix", "n")))
        .singleElement()
        .satisfies(row -> assertThat(row.path("value").asInt()).isEqualTo(41));
    ask(of("kv-delete", "ann").with("key", "n"));
    assertThatThrownBy(() -> value("ann", "n")).hasMessageContaining("no key 'n'");
    assertThatThrownBy(() -> ask(of("kv-put", "ann").with("key", "n").with("value", "{")))
        .hasMessageContaining("no JSON");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aClassIsCarriedInOneFile(boolean stopped) {
    run("ann/add");
    run("bob/add");
    run("bob/add");
    stopIf(stopped);
    Path file = folder.resolve("things.zip");
    Request export = Request.of("export").with("class", "Thing").with("file", file.toString());

    assertThat(ask(export).getFirst().path("objects").asInt()).isEqualTo(2);
    assertThatThrownBy(() -> ask(export)).hasMessageContaining("is there already");
    ask(of("delete", "bob"));
    ask(of("sql", "ann").with("write", true).with("sql", "DELETE FROM log"));
    Request bringIn = Request.of("import").with("file", file.toString());
    assertThatThrownBy(() -> ask(bringIn)).hasMessageContaining("1 of 2 objects are there already");
    ask(bringIn.with("replace", true));

    assertThat(values("ann", "SELECT n FROM log")).containsExactly("[1]");
    assertThat(values("bob", "SELECT n FROM log")).containsExactly("[1]", "[2]");
    if (!stopped) {
      assertThat(run("bob/add")).isEqualTo(3);
    }
    assertThat(folder.resolve("state/trash")).isDirectoryContaining("glob:**-replaced-thing-Thing");
  }

  @Test
  void anObjectBecomesAnotherOne() {
    run("ann/add");
    Path file = folder.resolve("ann.zip");
    ask(of("export", "ann").with("file", file.toString()));

    Request as = Request.of("import").with("file", file.toString()).with("object", "copy");
    ask(as);

    assertThat(run("copy/add")).isEqualTo(2);
    assertThatThrownBy(() -> ask(as)).hasMessageContaining("--replace");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anObjectGoesBackToATime(boolean stopped) {
    run("ann/add");
    host.pass(Duration.ofSeconds(2));
    String before = host.now().toString();
    host.pass(Duration.ofSeconds(2));
    run("ann/add");
    stopIf(stopped);

    ask(of("restore", "ann").with("at", before));

    assertThat(values("ann", "SELECT count(*) FROM log")).containsExactly("[1]");
    if (!stopped) {
      assertThat(run("ann/add")).isEqualTo(2);
    }
    assertThatThrownBy(() -> ask(of("restore", "ann").with("at", "1999-01-01T00:00:00Z")))
        .hasMessageContaining("does not reach back so far");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aDeletedObjectIsInTheTrash(boolean stopped) throws IOException {
    run("ann/wake");
    run("ann/add");
    stopIf(stopped);

    ask(of("delete", "ann"));

    assertThat(ask(Request.of("objects"))).isEmpty();
    try (Stream<Path> trash = Files.walk(host.state().resolve("trash"))) {
      assertThat(trash).anyMatch(file -> file.toString().endsWith(".sqlite"));
    }
    assertThatThrownBy(() -> ask(of("delete", "ann")))
        .isInstanceOfSatisfying(
            ControlException.class,
            e -> assertThat(e.kind()).isEqualTo(ControlException.Kind.NOT_FOUND));
    if (!stopped) {
      assertThat(run("ann/add")).isEqualTo(1);
    }
  }

  @Test
  void aSnapshotOfAnObjectInUseIsOfOneMoment() throws Exception {
    run("ann/twice");
    Path file = folder.resolve("ann.zip");
    List<Thread> callers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      callers.add(
          Thread.startVirtualThread(() -> {
            for (int call = 0; call < 20; call++) {
              run("ann/twice");
            }
          }));
    }
    for (int i = 0; i < 5; i++) {
      ask(of("export", "ann").with("file", file.toString()).with("replace", true));
      ask(
          Request.of("import")
              .with("file", file.toString())
              .with("object", "copy")
              .with("replace", true));
      String counts = values("copy", "SELECT count(*) % 2, count(*) = max(n) FROM log").getFirst();
      assertThat(counts).isEqualTo("[0,1]");
    }
    for (Thread caller : callers) {
      caller.join();
    }
    assertThat(values("ann", "SELECT count(*) FROM log")).containsExactly("[162]");
  }

  @Test
  void onlyTheUserReachesTheSocket() throws IOException {
    Path socket = host.state().resolve("perdure.control/socket");

    assertThat(Files.getPosixFilePermissions(socket))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(Files.getPosixFilePermissions(socket.getParent()))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    host.stop();
    assertThat(socket).doesNotExist();
  }

  @Test
  void aFolderWithALongNameIsReachedToo() {
    host.close();
    host = TestProject.of(folder, CODE).host().on(folder.resolve("s".repeat(120))).start();
    run("ann/add");

    assertThat(StateAccess.runs(host.state())).isTrue();
    assertThat(values("ann", "SELECT n FROM log")).containsExactly("[1]");
  }

  @Test
  void whatDoesNotExistIsSaidWithNearNames() {
    run("annabel/wake");

    assertThatThrownBy(() -> ask(Request.of("objects").with("class", "Thign")))
        .hasMessageContaining("There is no class 'Thign'", "Did you mean 'Thing'?");
    assertThatThrownBy(() -> values("annabell", "SELECT 1"))
        .hasMessageContaining("has no object 'annabell'", "Did you mean 'annabel'?");
    assertThatThrownBy(() -> values("0".repeat(64), "SELECT 1"))
        .hasMessageContaining("is no id of class 'Thing'");
    assertThatThrownBy(() -> ask(Request.of("frobnicate")))
        .hasMessageContaining("knows no operation 'frobnicate'");
  }
}
