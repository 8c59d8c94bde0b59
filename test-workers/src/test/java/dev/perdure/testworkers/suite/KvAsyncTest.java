package dev.perdure.testworkers.suite;

import static dev.perdure.testworkers.harness.TestHost.error;
import static dev.perdure.testworkers.harness.TestHost.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.testworkers.behaviour.Behaviour;
import dev.perdure.testworkers.harness.TestHost;
import dev.perdure.testworkers.harness.TestHost.Settings;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class KvAsyncTest {
  private static final String UNDEFINED = "[undefined]";

  @RegisterExtension static final TestHost HOST = TestHost.of("storage");

  @Test
  @Behaviour("KVA-001")
  void aKeyHasItsValueOrUndefined() {
    assertThat(HOST.run("presentAndAbsent")).isEqualTo(List.of("here", UNDEFINED));
  }

  @Test
  @Behaviour("KVA-002")
  void severalKeysComeAsAMapInTheirOrder() {
    assertThat(HOST.run("manyInKeyOrder"))
        .isEqualTo(
            List.of(
                "[object Map]", List.of(List.of("a", 1), List.of("b", 2), List.of("\u00e9", 3))));
  }

  @Test
  @Behaviour({"KVA-003", "KVA-010", "LIM-008"})
  void aHundredAndTwentyEightKeysGoAtATime() {
    assertThat(HOST.run("atMostKeys", "count=128"))
        .isEqualTo(List.of("nothing", "nothing", 128, "nothing", 0));
    assertThat(HOST.run("atMostKeys", "count=128", "in=OLD"))
        .isEqualTo(List.of("nothing", "nothing", 128, "nothing", 0));
  }

  @Test
  @Behaviour({"KVA-003", "LIM-008"})
  void moreKeysAreReadOfSqliteOnly() {
    assertThat(HOST.run("atMostKeys", "count=129"))
        .isEqualTo(List.of("nothing", "nothing", 129, "nothing", 0));
    assertThat(HOST.run("atMostKeys", "count=129", "in=OLD"))
        .isEqualTo(
            List.of(
                "nothing",
                error(
                    "RangeError",
                    "Maximum number of key value pairs is 128. 129 pairs were provided."),
                129,
                "nothing",
                0));
  }

  @Test
  @Behaviour("KVA-004")
  void noKeysGiveAnEmptyMap() {
    assertThat(HOST.run("noKeys")).isEqualTo(List.of(true, 0));
  }

  @Test
  @Behaviour("KVA-005")
  void everyCloneableValueComesBackAsItWas() {
    assertThat(HOST.run("roundTrips"))
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
  }

  @Test
  @Behaviour("KVA-006")
  void aStoredValueIsACopy() {
    assertThat(HOST.run("copies")).isEqualTo(List.of(List.of(1), List.of(1)));
  }

  @Test
  @Behaviour("KVA-007")
  void undefinedIsNoValue() {
    assertThat(HOST.run("undefinedValue"))
        .isEqualTo(
            List.of(
                error("TypeError", "put() called with undefined value."),
                error("TypeError", "put() called with undefined value."),
                List.of()));
  }

  @Test
  @Behaviour({"KVA-008", "KVA-009"})
  void whatCannotBeClonedIsNotStored() {
    assertThat(HOST.run("uncloneable"))
        .isEqualTo(
            json(
                """
                [
                 ["DataCloneError: () => 1 could not be cloned.", "DataCloneError: Symbol(s) could \
                not be cloned.", "DataCloneError: () => 2 could not be cloned.", "DataCloneError: \
                #<Promise> could not be cloned.", "DataCloneError: #<WeakMap> could not be cloned."],
                 "DataCloneError",
                 []
                ]
                """));
  }

  @Test
  @Behaviour("KVA-009")
  void aPlainObjectIsStoredKeyByKey() {
    assertThat(HOST.run("putEntries"))
        .isEqualTo(List.of(List.of("7", "seven"), List.of("a", 1), List.of("own", 2)));
  }

  @Test
  @Behaviour("KVA-011")
  void wrongArgumentsAreRefused() {
    assertThat(HOST.run("wrongForms"))
        .isEqualTo(
            json(
                """
                [
                 {"name": "TypeError", "message": "put() may only be called with a single key-value \
                pair and optional options as put(key, value, options) or with multiple key-value \
                pairs and optional options as put(entries, options)"},
                 {"name": "TypeError", "message": "put() may only be called with a single key-value \
                pair and optional options as put(key, value, options) or with multiple key-value \
                pairs and optional options as put(entries, options)"},
                 {"name": "TypeError", "message": "Failed to execute 'put' on 'DurableObjectStorage': \
                parameter 1 is not of type 'string or object'."},
                 {"name": "TypeError", "message": "Failed to execute 'get' on 'DurableObjectStorage': \
                parameter 1 is not of type 'string or Array'."},
                 {"name": "TypeError", "message": "Failed to execute 'delete' on \
                'DurableObjectStorage': parameter 1 is not of type 'string or Array'."},
                 []
                ]
                """));
  }

  @Test
  @Behaviour("KVA-012")
  void aMapIsNoObjectOfEntries() {
    assertThat(HOST.run("putMap")).isEqualTo(List.of());
  }

  @Test
  @Behaviour({"KVA-013", "KVA-014"})
  void deleteTellsWhatWasThere() {
    assertThat(HOST.run("deleteOne")).isEqualTo(List.of(true, false, UNDEFINED));
    assertThat(HOST.run("deleteMany")).isEqualTo(List.of(2, 0, List.of(List.of("b", 2))));
  }

  @Test
  @Behaviour("KVA-015")
  void listGivesAllInKeyOrder() {
    assertThat(HOST.run("listAll"))
        .isEqualTo(
            List.of(
                true,
                List.of(
                    List.of("a", 1),
                    List.of("b", 2),
                    List.of("ba", 21),
                    List.of("bb", 22),
                    List.of("c", 3),
                    List.of("d", 4))));
  }

  @Test
  @Behaviour("KVA-016")
  void keysAreOrderedByTheirBytes() {
    assertThat(HOST.run("byteOrder"))
        .isEqualTo(List.of("z", "e", "private", "replacement", "emoji"));
  }

  @Test
  @Behaviour({"KVA-017", "KVA-018", "KVA-020", "KVA-021", "KVA-022", "KVA-023"})
  void listTakesRanges() {
    assertThat(HOST.run("ranges"))
        .isEqualTo(
            json(
                """
                {
                 "start": "b ba bb c d",
                 "startBetween": "bb c d",
                 "startAfter": "ba bb c d",
                 "startAfterAbsent": "b ba bb c d",
                 "end": "a b ba bb",
                 "startEnd": "b ba bb",
                 "prefix": "b ba bb",
                 "prefixStart": "ba bb",
                 "prefixStartAfter": "bb",
                 "prefixEnd": "b ba",
                 "prefixWider": "b ba bb",
                 "emptyPrefix": "a b ba bb c d",
                 "reverse": "d c bb ba b a",
                 "reverseRange": "bb ba b",
                 "limit": "a b",
                 "limitAbove": "a b ba bb c d",
                 "reverseLimit": "d c",
                 "reversePrefixLimit": "bb",
                 "emptyStart": "a b ba bb c d",
                 "undefinedOptions": "a b ba bb c d"
                }
                """));
  }

  @Test
  @Behaviour({"KVA-019", "KVA-024"})
  void listRefusesWhatMakesNoSense() {
    assertThat(HOST.run("badOptions"))
        .isEqualTo(
            json(
                """
                [
                 {"name": "TypeError", "message": "list() cannot be called with both start and \
                startAfter values."},
                 {"name": "TypeError", "message": "List limit must be positive."},
                 {"name": "TypeError", "message": "List limit must be positive."},
                 {"name": "TypeError", "message": "Failed to execute 'list' on \
                'DurableObjectStorage': parameter 1 is not of type 'ListOptions'."}
                ]
                """));
  }

  @Test
  @Behaviour("KVA-025")
  void anEmptyRangeIsNoError() {
    assertThat(HOST.run("emptyRanges")).isEqualTo(List.of(0, 0, 0, 0, 0, 0, 0));
  }

  @Test
  @Behaviour("KVA-026")
  void pagesAreMadeWithStartAfterAndLimit() {
    assertThat(HOST.run("pages")).isEqualTo(List.of("a b ba bb", "c d"));
  }

  @Test
  @Behaviour("KVA-027")
  void metadataAreNoKeys() {
    assertThat(HOST.run("alarmIsNoKey", "in=ALARMED"))
        .isEqualTo(List.of(List.of("k"), 1, "number"));
  }

  @Test
  @Behaviour("KVA-028")
  void readsSeeUnawaitedWrites() {
    assertThat(HOST.run("readAfterUnawaitedWrite"))
        .isEqualTo(
            List.of(
                "new",
                List.of(List.of("k", "newer"), List.of("l", 1)),
                List.of(List.of("k", "newer"), List.of("l", 1)),
                UNDEFINED));
  }

  @Test
  @Behaviour({"KVA-029", "KVA-032"})
  void optionsChangeNoResult() {
    assertThat(HOST.run("noCache")).isEqualTo(List.of("v", "v"));
    assertThat(HOST.run("options"))
        .isEqualTo(
            List.of(
                1,
                List.of(List.of("a", 1), List.of("b", 2)),
                List.of(List.of("a", 1), List.of("b", 2), List.of("c", 3)),
                true,
                1,
                List.of(List.of("c", 3)),
                0));
  }

  @Test
  @Behaviour("KVA-030")
  void othersAreDeliveredAfterConcurrentReads() {
    assertThat(HOST.run("meanwhile", "case=concurrentReads"))
        .isEqualTo(List.of("v", List.of("reads", "outside 1", "outside 2", "v")));
  }

  @Test
  @Behaviour("KVA-033")
  void writesWithoutAnAwaitBetweenThemAreOne() {
    assertThat(HOST.run("remainsAfter", "case=writtenTogether"))
        .isEqualTo(List.of("before they were durable", List.of()));
  }

  @Test
  @Behaviour("KVA-034")
  void anAwaitBetweenWritesSeparatesThem() {
    assertThat(HOST.run("remainsAfter", "case=writtenApart"))
        .isEqualTo(List.of("between them", List.of("first")));
  }

  @Test
  @Behaviour("KVA-035")
  void aWriteResolvesAtOnce() {
    assertThat(HOST.run("putResolvesBeforeTimers")).isEqualTo(List.of("put", "get", "timer"));
  }

  @Test
  @Behaviour("KVA-036")
  void syncWaitsForUnconfirmedWrites() {
    assertThat(HOST.run("syncs")).isEqualTo(List.of(List.of("put", "sync"), UNDEFINED));
  }

  @Test
  @Behaviour("KVA-037")
  void deleteAllEmptiesOneObject() {
    assertThat(HOST.run("erasesOnlyItself")).isEqualTo(List.of(List.of("k"), List.of()));
  }

  @Test
  @Behaviour("KVA-038")
  void deleteAllDropsTablesAndPairs() {
    assertThat(HOST.run("eraseEverything"))
        .isEqualTo(List.of(List.of(List.of("t", "i"), 2), List.of(List.of(), 0)));
  }

  @Test
  @Behaviour("KVA-038")
  void deleteAllIsTakenBackWithItsTurn() {
    assertThat(HOST.run("remainsAfter", "case=eraseAndAbort"))
        .isEqualTo(List.of("in the middle", List.of("k")));
  }

  @Test
  @Behaviour("KVA-042")
  void anInstanceGoesOnAfterDeleteAll() {
    assertThat(HOST.run("goesOnAfterErasing"))
        .isEqualTo(List.of(List.of("same instance"), List.of(List.of("new", 2)), List.of("t")));
  }

  @Test
  @Behaviour("KVA-043")
  void deleteAllRefusesInATransaction() {
    assertThat(HOST.run("eraseInTransaction"))
        .isEqualTo(
            List.of(
                error("Error", "Cannot call deleteAll() within a transaction"),
                error("Error", "Cannot call deleteAll() within a transaction"),
                1));
  }

  @Test
  @Behaviour("KVA-046")
  void onlyDeleteAllFreesTheDatabase() {
    assertThat(HOST.run("emptied")).isEqualTo(List.of(true, 8192, 4096));
  }

  @Test
  @Behaviour({"KVA-047", "KVA-050", "LIM-007"})
  void keysOfOldClassesHaveALimit() {
    assertThat(HOST.run("keySizes", "in=OLD"))
        .isEqualTo(
            json(
                """
                [
                 "nothing",
                 {"name": "RangeError", "message": "Keys cannot be larger than 2048 bytes. A key of \
                size 2049 was provided."},
                 "nothing",
                 {"name": "RangeError", "message": "Keys cannot be larger than 2048 bytes. A key of \
                size 2050 was provided."},
                 {"name": "RangeError", "message": "Keys cannot be larger than 2048 bytes. A key of \
                size 2049 was provided."},
                 {"name": "RangeError", "message": "Keys cannot be larger than 2048 bytes. A key of \
                size 2049 was provided."},
                 {"name": "RangeError", "message": "Keys cannot be larger than 2048 bytes. A key of \
                size 2049 was provided."},
                 {"name": "RangeError", "message": "Keys cannot be larger than 2048 bytes. A key of \
                size 2049 was provided."},
                 2
                ]
                """));
    assertThat(HOST.run("keySizes"))
        .isEqualTo(
            List.of(
                "nothing", "nothing", "nothing", "nothing", "nothing", "nothing", "nothing",
                "nothing", 5));
  }

  @Test
  @Behaviour({"KVA-048", "LIM-007"})
  void valuesOfOldClassesHaveALimit() {
    assertThat(HOST.run("valueSizes", "sizes=131072,131095,131096,132000", "in=OLD"))
        .isEqualTo(
            List.of(
                List.of(
                    "nothing",
                    "nothing",
                    "nothing",
                    error(
                        "RangeError",
                        "Values cannot be larger than 131072 bytes. A value of size 132006 was provided.")),
                131096));
  }

  @Test
  @Behaviour({"KVA-049", "LIM-006"})
  void valuesInSqliteMayBeLarger() {
    assertThat(HOST.run("valueSizes", "sizes=2000000,4194000,4194304,5000000"))
        .isEqualTo(
            List.of(
                List.of(
                    "nothing",
                    "nothing",
                    error("Error", "string or blob too big: SQLITE_TOOBIG"),
                    error("Error", "string or blob too big: SQLITE_TOOBIG")),
                4194000));
    assertThat(HOST.run("bytesInPut", "size=2097152")).isEqualTo(List.of("nothing", 2097152));
  }

  @Test
  @Behaviour("KVA-052")
  void readsGiveNewCopiesOfWhatIsStored() {
    assertThat(HOST.run("readTwice"))
        .isEqualTo(List.of(Map.of("deep", List.of(1)), Map.of("deep", List.of(1)), false));
  }

  @Test
  @Behaviour("KVA-053")
  void anyTextIsAKey() {
    assertThat(HOST.run("strangeKeys"))
        .isEqualTo(List.of(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9), 10, 2));
    assertThat(HOST.run("coercedKeys")).isEqualTo(List.of("five", "five", List.of("5", "true")));
  }

  @Test
  @Behaviour("KVA-054")
  void aKeyIsReadOnce() {
    assertThat(HOST.run("duplicates")).isEqualTo(List.of(List.of("a", 1), List.of("b", 2)));
  }

  @Test
  @Behaviour("KVA-055")
  void objectsAndClassesShareNothing() {
    assertThat(HOST.run("isolated"))
        .isEqualTo(List.of(List.of("k0"), List.of("k1"), List.of("k2")));
  }

  @Test
  @Behaviour({"KVA-056", "KVS-012"})
  void bothApisSeeTheSamePairs() {
    assertThat(HOST.run("sharedWithSync"))
        .isEqualTo(
            List.of(
                1,
                2,
                List.of(List.of("a", 1), List.of("b", 2)),
                List.of(List.of("a", 1), List.of("b", 2)),
                true,
                true,
                0));
  }

  @Test
  @Behaviour("KVA-058")
  void everyMethodGivesAPromise() {
    assertThat(HOST.run("promises"))
        .isEqualTo(
            List.of(
                true,
                List.of(
                    "fulfilled",
                    "fulfilled",
                    "fulfilled",
                    "fulfilled",
                    "fulfilled",
                    "fulfilled",
                    "fulfilled",
                    "fulfilled",
                    "rejected",
                    "rejected",
                    "rejected")));
  }

  @Test
  @Behaviour({"KVA-039", "KVA-040"})
  void whetherDeleteAllTakesTheAlarmDependsOnTheDate() {
    Path project = Path.of("src/test/workers/storage");

    assertThat(HOST.run("eraseWithAlarm", "in=ALARMED")).isEqualTo(List.of(0, true));
    try (TestHost newer =
        TestHost.at(project, Settings.DEV.with(Path.of("wrangler.newer.jsonc"))).start()) {
      assertThat(newer.run("eraseWithAlarm", "in=ALARMED")).isEqualTo(List.of(0, false));
    }
  }

  @Test
  @Behaviour("KVA-040")
  void anAlarmThatOutlivesDeleteAllRings() {
    HOST.run("eraseBeforeAlarm", "in=ALARMED", "name=erased before");

    assertThat(HOST.run("rang", "in=ALARMED", "name=erased before")).isEqualTo(List.of("alarm 0"));
  }

  @Test
  @Behaviour("KVA-041")
  void deleteAllInAnAlarmIsNoFailure() {
    HOST.run("planErasingAlarm", "in=ALARMED", "name=erasing");

    assertThat(HOST.run("rang", "in=ALARMED", "name=erasing"))
        .isEqualTo(List.of("alarm 0", "left 0"));
    assertThat(HOST.run("alarmTime", "in=ALARMED", "name=erasing"))
        .isEqualTo(Arrays.asList((Object) null));
  }

  @Test
  @Behaviour("KVA-045")
  void anObjectThatNeverWroteLeavesNoFile() {
    try (TestHost host = TestHost.of("storage").start()) {
      String idle = (String) host.run("id", "name=idle");
      String busy = (String) host.run("id", "name=busy");
      host.run("untouched", "name=idle");
      host.run("putOne", "name=busy", "key=k");
      host.stop();

      assertThat(host.database("storage-Store", idle)).doesNotExist();
      assertThat(host.database("storage-Store", busy)).exists();
    }
  }

  @Test
  @Behaviour("KVA-057")
  void valuesSurviveARestart() {
    try (TestHost host = TestHost.of("storage").start()) {
      host.run("putOne", "name=lasting", "key=k");
      host.run("syncPut", "name=lasting", "key=l");
      host.restart();

      assertThat(host.run("getOne", "name=lasting", "key=k")).isEqualTo("value of k");
      assertThat(host.run("syncGet", "name=lasting", "key=l")).isEqualTo("sync value");
    }
  }
}
