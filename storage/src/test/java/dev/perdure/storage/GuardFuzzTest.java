package dev.perdure.storage;

import static dev.perdure.storage.StoreFixture.get;
import static dev.perdure.storage.StoreFixture.put;
import static dev.perdure.storage.StoreFixture.rows;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.workers.message.GuestException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever statements guests run, the host's tables are neither read nor changed, and nothing
 * leaves the object's file.
 */
class GuardFuzzTest {
  private static final String SECRET = "a secret that no guest ever put into a table";
  private static final String HEX =
      HexFormat.of().formatHex(SECRET.getBytes(StandardCharsets.UTF_8)).toUpperCase(Locale.ROOT);
  private static final Instant ALARM = Instant.ofEpochSecond(2_000_000_000L);
  private static final int STATEMENTS = Integer.getInteger("perdure.fuzz.statements", 4000);

  @TempDir Path root;

  static LongStream seeds() {
    return LongStream.rangeClosed(1, Integer.getInteger("perdure.fuzz.seeds", 3));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void statementsOfEveryKindLeaveTheHostsTablesAlone(long seed) {
    SqlGrammar grammar = new SqlGrammar(new Random(seed));
    Map<Boolean, Integer> outcomes = new HashMap<>();
    try (StoreFixture state = new StoreFixture(root)) {
      for (int object = 0; object < STATEMENTS / 200; object++) {
        try (ObjectStore store = state.open(object)) {
          prepare(store);
          for (int i = 0; i < 200; i++) {
            String sql = grammar.statement();
            outcomes.merge(runs(store, sql), 1, Integer::sum);
            if (i % 20 == 19) {
              requireUnharmed(store, sql);
            }
          }
        }
      }
    }
    assertThat(root.resolve("f")).doesNotExist();
    assertThat(Path.of("f")).doesNotExist();
    assertThat(outcomes.getOrDefault(true, 0))
        .as("statements that ran, of %s", outcomes)
        .isGreaterThan(STATEMENTS / 12);
  }

  private static void prepare(ObjectStore store) {
    put(store, "k", SECRET);
    store.setAlarm(ALARM, false);
    rows(store, "CREATE TABLE t(a INTEGER PRIMARY KEY, b, c)");
    rows(store, "CREATE TABLE u(a, b, c)");
    rows(store, "CREATE VIEW v AS SELECT a, b FROM t");
    rows(store, "CREATE VIRTUAL TABLE f USING fts5(a, b)");
    rows(store, "CREATE VIRTUAL TABLE r USING rtree(a, b, c)");
    rows(store, "INSERT INTO t VALUES (1, 'one', 'x'), (2, 'k', NULL)");
    rows(store, "INSERT INTO u VALUES (1, 'k', 2), (3, 'x', 4)");
    rows(store, "INSERT INTO f VALUES ('x', 'k')");
    store.endTurn().join();
  }

  /** Whether it ran; its rows must not hold the secret. */
  private static boolean runs(ObjectStore store, String sql) {
    List<List<@Nullable Object>> rows;
    try {
      rows = rows(store, sql);
    } catch (GuestException _) {
      return false;
    } catch (RuntimeException e) {
      throw new AssertionError("Not an error for guests: " + sql, e);
    }
    for (List<@Nullable Object> row : rows) {
      for (@Nullable Object value : row) {
        String text =
            value instanceof byte[] bytes
                ? new String(bytes, StandardCharsets.ISO_8859_1)
                : String.valueOf(value);
        assertThat(text.contains(SECRET) || text.toUpperCase(Locale.ROOT).contains(HEX))
            .as("%s gives %s", sql, text)
            .isFalse();
      }
    }
    return true;
  }

  private static void requireUnharmed(ObjectStore store, String last) {
    assertThat(get(store, "k")).as(last).isEqualTo(SECRET);
    assertThat(store.alarm()).as(last).isEqualTo(ALARM);
    assertThat(
            rows(
                store,
                "SELECT name FROM sqlite_schema WHERE substr(lower(name), 1, 4) = '_cf_'"
                    + " AND name NOT IN ('_cf_KV', '_cf_METADATA')"))
        .as(last)
        .isEmpty();
    put(store, "k", SECRET);
    store.endTurn().join();
    assertThat(store.uncommitted()).as(last).isFalse();
  }
}
