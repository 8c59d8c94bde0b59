package dev.perdure.testworkers.suite;

import static dev.perdure.testworkers.harness.TestHost.error;
import static dev.perdure.testworkers.harness.TestHost.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.testworkers.behaviour.Behaviour;
import dev.perdure.testworkers.harness.TestHost;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class KvSyncTest {
  private static final String UNDEFINED = "[undefined]";

  @RegisterExtension static final TestHost HOST = TestHost.of("storage");

  @Test
  @Behaviour({"KVS-001", "KVS-002", "KVS-003"})
  void valuesComeAtOnce() {
    assertThat(HOST.run("syncReadAndWrite"))
        .isEqualTo(List.of(UNDEFINED, Map.of("v", 1), UNDEFINED, true, false, UNDEFINED));
  }

  @Test
  @Behaviour("KVS-004")
  void listGivesPairsInKeyOrder() {
    assertThat(HOST.run("syncList"))
        .isEqualTo(
            List.of(
                false,
                "function",
                true,
                "[object ListIterator]",
                List.of(
                    List.of("a", 1),
                    List.of("b", 1),
                    List.of("\ue000", 1),
                    List.of("\ud83d\ude00", 2))));
  }

  @Test
  @Behaviour("KVS-005")
  void listTakesRanges() {
    assertThat(HOST.run("syncRanges"))
        .isEqualTo(
            List.of(
                "b ba bb c d",
                "ba bb c d",
                "a b ba bb",
                "b ba bb",
                "d c bb ba b a",
                "a b",
                "c bb",
                ""));
    assertThat(HOST.run("syncBadRanges"))
        .isEqualTo(
            List.of(
                error(
                    "TypeError", "list() cannot be called with both start and startAfter values."),
                error("TypeError", "List limit must be positive.")));
  }

  @Test
  @Behaviour("KVS-006")
  void aSecondListEndsTheFirst() {
    assertThat(HOST.run("secondList"))
        .isEqualTo(
            List.of(
                List.of("a", 1),
                error(
                    "Error",
                    "kv.list() iterator was invalidated because a new call to kv.list() was started. Only one kv.list() iterator can exist at a time."),
                3,
                Map.of("done", true, "value", UNDEFINED)));
  }

  @Test
  @Behaviour("KVS-004")
  void aListSeesWhatIsDeletedMeanwhile() {
    assertThat(HOST.run("listWhileWriting")).isEqualTo(List.of(List.of("a", "b", "c"), 0));
  }

  @Test
  @Behaviour("KVS-007")
  void keysAreTakenOneByOne() {
    assertThat(HOST.run("singleKeysOnly"))
        .isEqualTo(
            json(
                """
                [
                 "joined",
                 {"name": "TypeError", "message": "Failed to execute 'get' on 'SyncKvStorage': \
                parameter 1 is not of type 'string'."},
                 {"name": "TypeError", "message": "Failed to execute 'put' on 'SyncKvStorage': \
                parameter 1 is not of type 'string'."},
                 {"name": "TypeError", "message": "Failed to execute 'put' on 'SyncKvStorage': \
                parameter 2 is not of type 'Value'."},
                 "[undefined]",
                 true,
                 0
                ]
                """));
  }

  @Test
  @Behaviour({"KVS-008", "TXN-014"})
  void classesWithoutSqliteHaveNone() {
    assertThat(HOST.run("withoutSqlite", "in=OLD"))
        .isEqualTo(
            json(
                """
                [
                 {"name": "Error", "message": "The storage.kv (synchronous KV) API is only available \
                for SQLite-backed Durable Objects, but this object's namespace is not declared to use \
                SQLite. You can use the older, asyncronous interface via methods of `storage` itself \
                (e.g. `storage.get()`). Alternatively, to enable SQLite, change `new_classes` to \
                `new_sqlite_classes` within the 'migrations' field in your wrangler.jsonc or \
                wrangler.toml file. If using workerd directly, set `enableSql = true` in your workerd \
                config for the class. Note that this change cannot be made after the class is already \
                deployed to production."},
                 {"name": "Error", "message": "The storage.kv (synchronous KV) API is only available \
                for SQLite-backed Durable Objects, but this object's namespace is not declared to use \
                SQLite. You can use the older, asyncronous interface via methods of `storage` itself \
                (e.g. `storage.get()`). Alternatively, to enable SQLite, change `new_classes` to \
                `new_sqlite_classes` within the 'migrations' field in your wrangler.jsonc or \
                wrangler.toml file. If using workerd directly, set `enableSql = true` in your workerd \
                config for the class. Note that this change cannot be made after the class is already \
                deployed to production."},
                 {"name": "Error", "message": "The storage.kv (synchronous KV) API is only available \
                for SQLite-backed Durable Objects, but this object's namespace is not declared to use \
                SQLite. You can use the older, asyncronous interface via methods of `storage` itself \
                (e.g. `storage.get()`). Alternatively, to enable SQLite, change `new_classes` to \
                `new_sqlite_classes` within the 'migrations' field in your wrangler.jsonc or \
                wrangler.toml file. If using workerd directly, set `enableSql = true` in your workerd \
                config for the class. Note that this change cannot be made after the class is already \
                deployed to production."},
                 {"name": "Error", "message": "SQL is not enabled for this Durable Object class. To \
                enable it, change `new_classes` to `new_sqlite_classes` within the 'migrations' field \
                in your wrangler.jsonc or wrangler.toml file. If using workerd directly,set \
                `enableSql = true` in your workerd config for the class. Note that this change cannot \
                be made after the class is already deployed to production."},
                 {"name": "Error", "message": "Durable Object is not backed by SQL."}
                ]
                """));
  }

  @Test
  @Behaviour("KVS-009")
  void everyCloneableValueComesBackAsItWas() {
    assertThat(HOST.run("roundTripsSync"))
        .isEqualTo(
            json(
                """
                {
                 "undefinedInside": [true, "[undefined]", 1],
                 "null": null,
                 "numbers": ["NaN", "-0", "Infinity", "-Infinity", "9007199254740992", "-1", "1.5"],
                 "bigints": ["0", "-1", "18446744073709551616", \
                "-1606938044258990275541962092341162602522202993782792835301376"],
                 "strings": ["", "6c,61,74,69,6e,20,e9", "77,69,64,65,20,4e2d,20,1f600", \
                "6c,6f,6e,65,20,d800"],
                 "booleans": [true, false],
                 "map": [true, 2, {"o": 1}, true],
                 "set": [true, 3, true],
                 "date": [true, 1234, "NaN"],
                 "regexp": [true, "/a(b)\\\\/[c]/giu", 0],
                 "wrappers": ["object Number 1", "object String s", "object Boolean true", "object \
                BigInt 7"],
                 "typedArrays": ["Int8Array -1", "Uint8Array 255", "Uint8ClampedArray 255", \
                "Int16Array -2", "Uint16Array 65535", "Int32Array -3", "Uint32Array 4294967295", \
                "Float32Array 1.5", "Float64Array 3.141592653589793", "BigInt64Array -4", \
                "BigUint64Array 9223372036854775808", "DataView 2"],
                 "arrayBuffer": [true, [9, 8]],
                 "sharedBuffer": [true, true, [2, 3, 4], 1, 2],
                 "errors": ["Error Error e c string", "TypeError TypeError t undefined string", \
                "RangeError RangeError r undefined string", "SyntaxError SyntaxError s undefined \
                string", "EvalError EvalError v undefined string", "ReferenceError ReferenceError f \
                undefined string", "URIError URIError u undefined string"],
                 "cycle": [true, true, true],
                 "sameTwice": true,
                 "sparse": [5, false, 3, "x", ["0", "2", "extra"]],
                 "classInstance": ["Object", "{\\"x\\":1}"],
                 "getter": 5,
                 "hidden": ["a"],
                 "symbolKey": 0,
                 "nullPrototype": [true, 1],
                 "deep": [300, "bottom"]
                }
                """));
    assertThat(HOST.run("syncUndefined")).isEqualTo(List.of(UNDEFINED, UNDEFINED, 1));
  }

  @Test
  @Behaviour("KVS-009")
  void whatCannotBeClonedIsRefusedAtOnce() {
    assertThat(HOST.run("syncUncloneable"))
        .isEqualTo(List.of("DOMException DataCloneError: () => 1 could not be cloned.", UNDEFINED));
  }

  @Test
  @Behaviour({"KVS-010", "LIM-006"})
  void pairsHaveTheSizesOfSqlite() {
    assertThat(HOST.run("syncSizes"))
        .isEqualTo(
            List.of(
                "nothing",
                2000000,
                error("Error", "string or blob too big: SQLITE_TOOBIG"),
                2000000,
                error("Error", "string or blob too big: SQLITE_TOOBIG"),
                "nothing"));
  }

  @Test
  @Behaviour("KVS-011")
  void aTransactionTakesWritesBack() {
    assertThat(HOST.run("syncRolledBack"))
        .isEqualTo(List.of("taken back", List.of(List.of("k", "before"))));
  }

  @Test
  @Behaviour("KVS-013")
  void writesOfATurnAreOne() {
    assertThat(HOST.run("remainsAfter", "case=syncWrittenTogether"))
        .isEqualTo(List.of("before they were durable", List.of()));
  }

  @Test
  @Behaviour("KVS-015")
  void deleteAllTakesThemToo() {
    assertThat(HOST.run("syncAndErase")).isEqualTo(List.of(UNDEFINED, 0));
  }
}
