package dev.perdure.storage;

import static dev.perdure.storage.StoreFixture.put;
import static dev.perdure.storage.StoreFixture.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perdure.workers.message.GuestException;
import dev.perdure.workers.storage.ActorStorage;
import dev.perdure.workers.storage.SqlCursor;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuestSqlTest {
  @TempDir Path root;
  private StoreFixture state;
  private ObjectStore store;

  @BeforeEach
  void open() {
    state = new StoreFixture(root);
    store = state.open(1);
    rows(store, "CREATE TABLE t(a INTEGER PRIMARY KEY, b)");
    rows(store, "INSERT INTO t VALUES (1, 'x'), (2, 'y'), (3, 'z')");
    store.endTurn().join();
  }

  @AfterEach
  void close() {
    store.close();
    state.close();
  }

  private SqlCursor exec(String sql) {
    return store.exec(sql, List.of());
  }

  @Test
  void aWriteTakesEffectWithoutItsCursorBeingRead() {
    exec("INSERT INTO t VALUES (4, 'w')");
    assertThat(rows(store, "SELECT count(*) FROM t")).containsExactly(List.of(4L));
  }

  @Test
  void aReadNeedsNoCommit() {
    rows(store, "SELECT * FROM t");
    rows(store, "PRAGMA table_list");
    rows(store, "EXPLAIN INSERT INTO t VALUES (9, 9)");
    assertThat(store.uncommitted()).isFalse();
  }

  @Test
  void cursorsOfTheSameTextAreIndependent() {
    SqlCursor first = exec("SELECT a FROM t ORDER BY a");
    assertThat(first.next()).isTrue();
    SqlCursor second = exec("SELECT a FROM t ORDER BY a");
    assertThat(second.next()).isTrue();
    assertThat(second.value(0)).isEqualTo(1L);
    assertThat(first.next()).isTrue();
    assertThat(first.value(0)).isEqualTo(2L);
  }

  @Test
  void aCursorGoesOnWhileRowsAreWrittenAndTurnsEnd() {
    SqlCursor cursor = exec("SELECT a FROM t ORDER BY a");
    int seen = 0;
    while (cursor.next()) {
      seen++;
      store.exec("UPDATE t SET b = ? WHERE a = ?", List.of("new", cursor.value(0))).close();
      store.endTurn().join();
    }
    assertThat(seen).isEqualTo(3);
    assertThat(rows(store, "SELECT count(*) FROM t WHERE b = 'new'")).containsExactly(List.of(3L));
  }

  @Test
  void aCursorLeftHalfwayDoesNotKeepTheObjectFromClosing() {
    assertThat(exec("SELECT a FROM t").next()).isTrue();
    put(store, "k", "v");
    store.endTurn().join();
    store.close();
    store = state.open(1);
    assertThat(StoreFixture.get(store, "k")).isEqualTo("v");
  }

  @Test
  void countersAreOneRowAheadAndCountIndexEntries() {
    SqlCursor cursor = exec("SELECT * FROM t");
    assertThat(cursor.rowsRead()).isEqualTo(1);
    cursor.next();
    assertThat(cursor.rowsRead()).isEqualTo(2);
    while (cursor.next()) {}
    assertThat(cursor.rowsRead()).isEqualTo(3);
    exec("CREATE INDEX i ON t(b)").close();
    assertThat(exec("INSERT INTO t VALUES (4, 'v'), (5, 'w')").rowsWritten()).isEqualTo(4);
    SqlCursor update = exec("UPDATE t SET b = 'u' WHERE a < 3");
    assertThat(update.rowsWritten()).isEqualTo(4);
    assertThat(update.rowsRead()).isEqualTo(2);
    assertThat(exec("DELETE FROM t WHERE a = 4").rowsWritten()).isEqualTo(1);
    assertThat(exec("SELECT count(*) FROM t").rowsRead()).isEqualTo(4);
    assertThat(exec("SELECT 1").rowsRead()).isZero();
  }

  @Test
  void foreignKeysCanBeSwitchedOffOutsideATransaction() {
    rows(store, "CREATE TABLE c(a REFERENCES t(a))");
    store.endTurn().join();
    rows(store, "PRAGMA foreign_keys = OFF");
    rows(store, "INSERT INTO c VALUES (99)");
    store.endTurn().join();
    rows(store, "PRAGMA foreign_keys = ON");
    assertThatThrownBy(() -> rows(store, "INSERT INTO c VALUES (98)"))
        .hasMessageStartingWith("FOREIGN KEY constraint failed");
  }

  @Test
  void aFailedStatementLeavesTheOnesBeforeItInPlace() {
    rows(store, "INSERT INTO t VALUES (4, 'w')");
    assertThatThrownBy(() -> rows(store, "INSERT INTO t VALUES (5, 'w'), (1, 'again')"))
        .hasMessageStartingWith("UNIQUE constraint failed: t.a");
    store.endTurn().join();
    assertThat(rows(store, "SELECT max(a) FROM t")).containsExactly(List.of(4L));
  }

  @Test
  void aRollbackTakesTablesAndPairsBackTogether() {
    store.begin();
    rows(store, "CREATE TABLE u(a)");
    put(store, "k", "v");
    store.rollback();
    assertThatThrownBy(() -> rows(store, "SELECT * FROM u"))
        .hasMessageStartingWith("no such table");
    assertThat(store.get("k")).isNull();
    rows(store, "CREATE TABLE u(b)");
    assertThat(exec("SELECT * FROM u").columnNames()).containsExactly("b");
  }

  @Test
  void syncWaitsForWhatTheTurnHasWritten() {
    put(store, "k", "v");
    CompletableFuture<Void> sync = store.sync();
    assertThat(sync).isNotDone();
    store.endTurn().join();
    sync.join();
    put(store, "k", "w");
    CompletableFuture<Void> dropped = store.sync();
    store.discard();
    assertThat(dropped).isCompletedExceptionally();
  }

  @Test
  void aStatementThatFailsWhileItRunsFailsAgainInTheSameWay() {
    for (String sql :
        new String[] {
          "SELECT json_extract('{', '$')",
          "SELECT abs(-9223372036854775807 - 1)",
          "SELECT zeroblob(9999999)"
        }) {
      String text = message(sql);
      assertThat(message(sql)).as(sql).isEqualTo(text);
    }
  }

  @Test
  void aTextThatArrivesInPiecesRunsByStatement() {
    rows(store, "CREATE TABLE piece(a)");
    var first = store.ingest("INSERT INTO piece VALUES (1),(2); INSERT INTO piece VALUES (';");
    assertThat(first)
        .isEqualTo(new ActorStorage.Ingested(" INSERT INTO piece VALUES (';", 0, 2, 1));
    assertThat(store.ingest(first.remainder() + "'); -- done").remainder()).isEqualTo(" -- done");
    assertThat(store.ingest("").statements()).isZero();
    assertThat(rows(store, "SELECT a FROM piece")).hasSize(3);
  }

  @Test
  void gatheredStatisticsAreThoseOfThePlatform() {
    rows(store, "CREATE TABLE sampled(a PRIMARY KEY)");
    rows(store, "INSERT INTO sampled VALUES (1), (2)");
    rows(store, "ANALYZE");
    assertThat(rows(store, "SELECT name FROM sqlite_schema WHERE name LIKE 'sqlite_stat%'"))
        .containsExactly(List.of("sqlite_stat1"));
  }

  @Test
  void pragmasThatActOutsideTransactionsActAfterACommit() {
    put(store, "k", "v");
    rows(store, "PRAGMA foreign_keys = OFF");
    assertThat(rows(store, "PRAGMA foreign_keys")).containsExactly(List.of(1L));
    store.commitWritten();
    assertThat(store.holdsOutput()).isTrue();
    rows(store, "PRAGMA foreign_keys = OFF");
    assertThat(rows(store, "PRAGMA foreign_keys")).containsExactly(List.of(0L));
  }

  private String message(String sql) {
    try {
      return StoreFixture.rows(store, sql).toString();
    } catch (GuestException e) {
      return e.error().message();
    }
  }
}
