package dev.perdure.storage;

import static dev.perdure.storage.StoreFixture.get;
import static dev.perdure.storage.StoreFixture.put;
import static dev.perdure.storage.StoreFixture.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perdure.workers.message.GuestException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardTest {
  @TempDir Path root;
  private StoreFixture state;
  private ObjectStore store;

  @BeforeEach
  void open() {
    state = new StoreFixture(root);
    store = state.open(1);
    put(store, "k", "v");
    rows(store, "CREATE TABLE t(a INTEGER PRIMARY KEY, b)");
    rows(store, "INSERT INTO t VALUES (1, 'one'), (2, 'two')");
    store.endTurn().join();
  }

  @AfterEach
  void close() {
    store.close();
    state.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM _cf_KV",
        "SELECT * FROM _CF_kv",
        "SELECT * FROM \"_cf_KV\"",
        "SELECT * FROM main.[_cf_KV]",
        "SELECT * FROM `_cf_KV`",
        "SELECT * FROM '_cf_KV'",
        "WITH q AS (SELECT * FROM _cf_KV) SELECT * FROM q",
        "SELECT (SELECT key FROM _cf_KV)",
        "SELECT a FROM t WHERE EXISTS (SELECT 1 FROM _cf_KV WHERE key = b)",
        "SELECT * FROM t LEFT JOIN _cf_KV ON key = b",
        "INSERT INTO t SELECT NULL, value FROM _cf_KV",
        "CREATE TABLE x AS SELECT * FROM _cf_KV",
        "EXPLAIN SELECT * FROM _cf_KV",
        "EXPLAIN QUERY PLAN SELECT * FROM _cf_KV",
        "SELECT 1; SELECT value FROM _cf_KV",
        "UPDATE t SET b = (SELECT key FROM _cf_KV)",
        "DELETE FROM t WHERE b IN (SELECT key FROM _cf_KV)",
        "SELECT count(*) FROM _cf_KV",
        "SELECT * FROM t UNION SELECT * FROM _cf_KV",
        "SELECT 1 FROM t ORDER BY (SELECT max(key) FROM _cf_KV)",
        "VALUES ((SELECT key FROM _cf_KV))"
      })
  void theHostsTableCannotBeRead(String sql) {
    assertThatThrownBy(() -> rows(store, sql))
        .isInstanceOf(GuestException.class)
        .hasMessageMatching("(access to _cf_KV\\.\\w+ is prohibited|not authorized): SQLITE_AUTH");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO _cf_KV VALUES ('x', 1)",
        "REPLACE INTO _cf_KV VALUES ('k', 1)",
        "UPDATE _cf_KV SET value = 1",
        "DELETE FROM _cf_KV",
        "DELETE FROM _cf_KV WHERE key = 'k'",
        "DROP TABLE _cf_KV",
        "ALTER TABLE _cf_KV ADD COLUMN c",
        "ALTER TABLE _cf_KV RENAME TO mine",
        "ALTER TABLE _cf_KV RENAME COLUMN key TO k",
        "ALTER TABLE _cf_KV DROP COLUMN value",
        "CREATE INDEX i ON _cf_KV(value)",
        "CREATE TRIGGER g AFTER INSERT ON _cf_KV BEGIN SELECT 1; END",
        "CREATE TABLE _cf_other(a)",
        "ALTER TABLE t RENAME TO _cf_t",
        "CREATE VIEW _cf_v AS SELECT 1",
        "CREATE VIRTUAL TABLE _cf_f USING fts5(x)",
        "CREATE VIRTUAL TABLE _cf USING fts5(x)",
        "CREATE TRIGGER _cf_g AFTER INSERT ON t BEGIN SELECT 1; END",
        "REINDEX _cf_KV",
        "CREATE TABLE x(a REFERENCES _cf_KV(key))",
        "CREATE TABLE x(a, FOREIGN KEY (a) REFERENCES \"_CF_kv\" ON DELETE CASCADE)",
        "ALTER TABLE t ADD COLUMN c REFERENCES _cf_KV",
        "WITH q AS (SELECT 1) INSERT INTO _cf_KV SELECT 'z', 1"
      })
  void theHostsNamesCannotBeWritten(String sql) {
    assertThatThrownBy(() -> rows(store, sql))
        .isInstanceOf(GuestException.class)
        .hasMessageEndingWith("SQLITE_AUTH");
    assertThat(get(store, "k")).isEqualTo("v");
    put(store, "k2", "v2");
    assertThat(rows(store, "SELECT count(*) FROM t")).containsExactly(List.of(2L));
  }

  @Test
  void theTextOfAProhibitedReadNamesTheColumn() {
    assertThatThrownBy(() -> rows(store, "SELECT * FROM _cf_KV"))
        .hasMessage("access to _cf_KV.key is prohibited: SQLITE_AUTH");
    assertThatThrownBy(() -> rows(store, "SELECT value FROM _cf_KV"))
        .hasMessage("access to _cf_KV.value is prohibited: SQLITE_AUTH");
  }

  @Test
  void aViewOfTheHostsTableCannotBeRead() {
    rows(store, "CREATE VIEW v AS SELECT * FROM _cf_KV");
    assertThatThrownBy(() -> rows(store, "SELECT * FROM v")).hasMessageContaining("prohibited");
  }

  @Test
  void aTriggerCannotReachTheHostsTable() {
    rows(
        store,
        "CREATE TRIGGER g AFTER INSERT ON t BEGIN INSERT INTO _cf_KV VALUES (new.b, 1); END");
    assertThatThrownBy(() -> rows(store, "INSERT INTO t(b) VALUES ('x')"))
        .hasMessage("not authorized: SQLITE_AUTH");
  }

  @Test
  void aCheckedStatementIsCheckedAgainAfterTheTablesChanged() {
    rows(store, "CREATE VIEW v AS SELECT b FROM t");
    assertThat(rows(store, "SELECT * FROM v")).hasSize(2);
    rows(store, "DROP VIEW v");
    rows(store, "CREATE VIEW v AS SELECT value FROM _cf_KV");
    assertThatThrownBy(() -> rows(store, "SELECT * FROM v")).hasMessageContaining("prohibited");
  }

  @Test
  void aPageThatChangesItsTableIsNotTakenForTheOldOne() {
    ObjectStore other = state.open(2);
    other.begin();
    rows(other, "CREATE TABLE x(a PRIMARY KEY, b) WITHOUT ROWID");
    rows(other, "SELECT * FROM x");
    other.rollback();
    put(other, "k", "v");
    assertThatThrownBy(() -> rows(other, "SELECT * FROM _cf_KV"))
        .hasMessageContaining("prohibited");
    other.close();
  }

  @Test
  void namesThatOnlyLookReservedAreAllowed() {
    rows(store, "CREATE TABLE _cg_x(_cf_a)");
    rows(store, "INSERT INTO _cg_x VALUES ('_cf_KV')");
    assertThat(rows(store, "SELECT _cf_a AS _cf_b FROM _cg_x")).containsExactly(List.of("_cf_KV"));
    assertThat(rows(store, "WITH _cf_KV AS (SELECT 5 AS n) SELECT n FROM _cf_KV"))
        .containsExactly(List.of(5L));
  }

  @Test
  void theSchemaCanBeListedWithItsColumns() {
    String sql =
        """
        SELECT m.tbl_name, count(*) FROM sqlite_master m, pragma_table_info(m.tbl_name)
        WHERE m.type = 'table' AND m.tbl_name != "_cf_KV" GROUP BY 1
        """;
    assertThat(rows(store, sql)).containsExactly(List.of("t", 2L));
  }

  @Test
  void aRefusedChangeLeavesNothingBehind() {
    assertThatThrownBy(() -> rows(store, "CREATE VIRTUAL TABLE _cf USING fts5(x)"))
        .isInstanceOf(GuestException.class);
    assertThat(rows(store, "SELECT name FROM sqlite_schema WHERE name LIKE '_cf%'"))
        .containsExactly(List.of("_cf_KV"));
  }

  @Test
  void insertOrRollbackEndsTheObject() {
    rows(store, "INSERT INTO t VALUES (3, 'three')");
    assertThatThrownBy(() -> rows(store, "INSERT OR ROLLBACK INTO t VALUES (1, 'again')"))
        .hasMessageContaining("UNIQUE constraint failed");
    assertThatThrownBy(() -> put(store, "k", "w")).isInstanceOf(GuestException.class);
    assertThat(store.endTurn()).isCompletedExceptionally();
    store.discard();
  }

  /** Whatever is strung together from words that matter, the host's tables stay as they are. */
  @Test
  void nothingMadeOfDangerousPiecesReachesTheHostsTables() {
    String[] pieces = {
      "SELECT",
      "*",
      "FROM",
      "_cf_KV",
      "\"_cf_KV\"",
      "[_CF_KV]",
      "t",
      "WHERE",
      "key",
      "value",
      "=",
      "'k'",
      "UNION",
      "INSERT INTO",
      "VALUES",
      "('k', 'bad')",
      "UPDATE",
      "SET",
      "DELETE FROM",
      "DROP TABLE",
      "ALTER TABLE",
      "RENAME TO",
      "ADD COLUMN",
      "x",
      "PRAGMA",
      "writable_schema",
      "1",
      "ON",
      "/* */",
      "-- \n",
      "/*",
      "*/",
      ";",
      "(",
      ")",
      ",",
      "EXPLAIN",
      "QUERY PLAN",
      "CREATE",
      "TEMP",
      "TRIGGER",
      "VIEW",
      "TABLE",
      "AS",
      "BEGIN",
      "END",
      "COMMIT",
      "ATTACH",
      "'f'",
      "VACUUM",
      "INTO",
      "WITH",
      "q",
      "AFTER INSERT ON",
      "REPLACE",
      "OR",
      "RETURNING",
      "\u0000",
      "\uFEFF",
      "journal_mode",
      "main.",
      "temp.",
      "sqlite_schema",
      "REINDEX",
      "ANALYZE",
      "DETACH",
      "SAVEPOINT",
      "RELEASE",
      "ROLLBACK",
      "pragma_user_version",
      "USING",
      "fts5",
      "VIRTUAL TABLE",
      "synchronous"
    };
    put(store, "secret", "secret");
    Random random = new Random(20261121);
    for (int i = 0; i < 6000; i++) {
      StringBuilder sql = new StringBuilder();
      int length = 1 + random.nextInt(10);
      for (int j = 0; j < length; j++) {
        sql.append(pieces[random.nextInt(pieces.length)]).append(random.nextInt(8) == 0 ? "" : " ");
      }
      runQuietly(sql.toString());
      if (i % 500 == 0) {
        requireUnharmed();
      }
    }
    requireUnharmed();
  }

  private void runQuietly(String sql) {
    List<List<Object>> seen = new ArrayList<>();
    try {
      rows(store, sql).forEach(row -> seen.add(new ArrayList<>(row)));
    } catch (GuestException _) {
      return;
    }
    assertThat(seen.toString()).as(sql).doesNotContain("secret");
  }

  private void requireUnharmed() {
    assertThatCode(
            () -> {
              put(store, "k", "secret");
              assertThat(get(store, "k")).isEqualTo("secret");
              assertThat(store.uncommitted()).isTrue();
              store.endTurn().join();
              assertThat(store.uncommitted()).isFalse();
            })
        .doesNotThrowAnyException();
    assertThat(rows(store, "PRAGMA foreign_keys")).hasSize(1);
    assertThat(root.resolve("f")).doesNotExist();
  }
}
