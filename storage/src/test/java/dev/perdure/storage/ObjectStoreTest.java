package dev.perdure.storage;

import static dev.perdure.storage.StoreFixture.bytes;
import static dev.perdure.storage.StoreFixture.get;
import static dev.perdure.storage.StoreFixture.id;
import static dev.perdure.storage.StoreFixture.keys;
import static dev.perdure.storage.StoreFixture.put;
import static dev.perdure.storage.StoreFixture.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perdure.workers.message.GuestException;
import dev.perdure.workers.storage.KeyRange;
import dev.perdure.workers.storage.KeyValueCursor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObjectStoreTest {
  private static final Instant NOON = Instant.parse("2030-01-01T12:00:00Z");

  @TempDir Path root;
  private StoreFixture state;
  private ObjectStore store;

  @BeforeEach
  void open() {
    state = new StoreFixture(root);
    store = state.open(1);
  }

  @AfterEach
  void close() {
    store.close();
    state.close();
  }

  @Test
  void aWriteIsSeenAtOnceAndAfterReopening() {
    put(store, "k", "v");
    assertThat(get(store, "k")).isEqualTo("v");
    store.endTurn().join();
    reopen();
    assertThat(get(store, "k")).isEqualTo("v");
  }

  @Test
  void aMissingKeyHasNoValue() {
    assertThat(store.get("none")).isNull();
    put(store, "k", "v");
    assertThat(store.get("none")).isNull();
  }

  @Test
  void anEmptyValueIsAValue() {
    store.put("k", bytes(""), false);
    assertThat(store.get("k")).isEmpty();
    store.endTurn().join();
    assertThat(store.get("k")).isEmpty();
  }

  @Test
  void deleteTellsWhetherTheKeyWasThere() {
    put(store, "k", "v");
    assertThat(store.delete("k", false)).isTrue();
    assertThat(store.delete("k", false)).isFalse();
    assertThat(store.get("k")).isNull();
  }

  @Test
  void whatIsNotCommittedIsDiscarded() {
    put(store, "k", "1");
    store.endTurn().join();
    put(store, "k", "2");
    assertThat(store.uncommitted()).isTrue();
    store.discard();
    assertThat(store.uncommitted()).isFalse();
    assertThat(get(store, "k")).isEqualTo("1");
  }

  @Test
  void theFirstTableIsMadeAgainAfterADiscard() {
    put(store, "k", "1");
    store.discard();
    assertThat(store.get("k")).isNull();
    put(store, "k", "2");
    assertThat(get(store, "k")).isEqualTo("2");
  }

  @Test
  void closingDropsWhatIsNotCommitted() {
    put(store, "k", "1");
    store.endTurn().join();
    put(store, "k", "2");
    reopen();
    assertThat(get(store, "k")).isEqualTo("1");
  }

  @Test
  void onlyConfirmedWritesHoldOutput() {
    assertThat(store.holdsOutput()).isFalse();
    store.put("k", bytes("v"), true);
    assertThat(store.holdsOutput()).isFalse();
    put(store, "k", "v");
    assertThat(store.holdsOutput()).isTrue();
    store.endTurn().join();
    assertThat(store.holdsOutput()).isFalse();
  }

  @Test
  void severalCommitsMayBeInFlight() {
    var first = write("1");
    var second = write("2");
    second.join();
    assertThat(first).isCompleted();
    reopen();
    assertThat(get(store, "k")).isEqualTo("2");
  }

  private CompletableFuture<Void> write(String value) {
    put(store, "k", value);
    return store.endTurn();
  }

  @Test
  void listSortsByTheBytesOfUtf8() {
    for (String key : List.of("\uD83D\uDE00", "\uFFFD", "z", "a", "\u00e9")) {
      put(store, key, key);
    }
    assertThat(keys(store, KeyRange.ALL))
        .containsExactly("a", "z", "\u00e9", "\uFFFD", "\uD83D\uDE00");
  }

  @Test
  void listTakesEveryOption() {
    for (String key : List.of("a", "a1", "a2", "b", "b1", "c")) {
      put(store, key, key);
    }
    assertThat(keys(store, range("a1", null, "b1", null, false, -1)))
        .containsExactly("a1", "a2", "b");
    assertThat(keys(store, range(null, "a1", null, null, false, 2))).containsExactly("a2", "b");
    assertThat(keys(store, range(null, null, null, "b", false, -1))).containsExactly("b", "b1");
    assertThat(keys(store, range(null, null, null, "a", true, 2))).containsExactly("a2", "a1");
    assertThat(keys(store, range("a2", null, null, "a", false, -1))).containsExactly("a2");
    assertThat(keys(store, range("b", null, "a", null, false, -1))).isEmpty();
    assertThat(keys(store, range("b", null, null, "a", false, -1))).isEmpty();
    assertThat(keys(store, range(null, null, null, "a", false, 0))).isEmpty();
  }

  private static KeyRange range(
      @Nullable String start,
      @Nullable String startAfter,
      @Nullable String end,
      @Nullable String prefix,
      boolean reverse,
      long limit) {
    return new KeyRange(start, startAfter, end, prefix, reverse, limit);
  }

  @Test
  void aSecondListEndsTheFirst() {
    put(store, "a", "1");
    put(store, "b", "2");
    KeyValueCursor first = store.list(KeyRange.ALL);
    assertThat(first.next()).isTrue();
    store.list(KeyRange.ALL).close();
    assertThatThrownBy(first::next)
        .isInstanceOf(GuestException.class)
        .hasMessageContaining("kv.list() iterator was invalidated");
  }

  @Test
  void aListGoesOnWhileItsPairsAreDeleted() {
    for (String key : List.of("a", "b", "c")) {
      put(store, key, key);
    }
    try (KeyValueCursor cursor = store.list(KeyRange.ALL)) {
      while (cursor.next()) {
        store.delete(cursor.key(), false);
      }
    }
    assertThat(keys(store, KeyRange.ALL)).isEmpty();
  }

  @Test
  void rollbackTakesBackWhatTheInnermostTransactionWrote() {
    put(store, "k", "outside");
    store.begin();
    put(store, "k", "outer");
    store.begin();
    put(store, "k", "inner");
    assertThat(store.depth()).isEqualTo(2);
    store.rollback();
    assertThat(get(store, "k")).isEqualTo("outer");
    store.commit();
    assertThat(get(store, "k")).isEqualTo("outer");
    store.endTurn().join();
    reopen();
    assertThat(get(store, "k")).isEqualTo("outer");
  }

  @Test
  void aLastingTransactionDoesNotHoldTheWritesBeforeIt() {
    put(store, "before", "1");
    store.beginLasting();
    assertThat(store.holdsOutput()).isTrue();
    put(store, "inside", "2");
    store.endTurn().join();
    assertThat(store.holdsOutput()).isFalse();
    assertThat(store.uncommitted()).isTrue();
    store.discard();
    assertThat(get(store, "before")).isEqualTo("1");
    assertThat(store.get("inside")).isNull();
  }

  @Test
  void aLastingTransactionCommitsWithItsEnd() {
    store.beginLasting();
    put(store, "k", "v");
    store.endTurn().join();
    store.commit();
    assertThat(store.holdsOutput()).isTrue();
    store.endTurn().join();
    store.discard();
    assertThat(get(store, "k")).isEqualTo("v");
  }

  @Test
  void anOpenTransactionOutlivesTheEndOfATurn() {
    store.begin();
    put(store, "k", "v");
    store.endTurn().join();
    assertThat(store.depth()).isEqualTo(1);
    store.rollback();
    store.endTurn().join();
    assertThat(store.get("k")).isNull();
  }

  @Test
  void theAlarmIsPartOfTheTransaction() {
    store.setAlarm(NOON, false);
    store.begin();
    store.setAlarm(NOON.plusSeconds(1), false);
    store.rollback();
    assertThat(store.alarm()).isEqualTo(NOON);
    store.endTurn().join();
    store.setAlarm(null, false);
    assertThat(store.alarm()).isNull();
    store.discard();
    assertThat(store.alarm()).isEqualTo(NOON);
  }

  @Test
  void committedAlarmsAreInTheIndexOfTheClass() {
    store.setAlarm(NOON, false);
    store.endTurn().join();
    reopenFolder();
    assertThat(state.objects.pendingAlarms()).containsExactly(new PendingAlarm(id(1), NOON));
    store.setAlarm(null, false);
    store.endTurn().join();
    assertThat(state.objects.pendingAlarms()).isEmpty();
  }

  @Test
  void deleteAllKeepsTheAlarmUnlessAsked() {
    put(store, "k", "v");
    store.exec("CREATE TABLE p(a INTEGER PRIMARY KEY)", List.of()).close();
    store.exec("CREATE TABLE c(a REFERENCES p(a))", List.of()).close();
    store.exec("INSERT INTO p VALUES (1); INSERT INTO c VALUES (1)", List.of()).close();
    store.exec("CREATE VIRTUAL TABLE f USING fts5(x)", List.of()).close();
    store.setAlarm(NOON, false);
    store.endTurn().join();
    store.deleteAll(false, false);
    store.endTurn().join();
    assertThat(store.get("k")).isNull();
    assertThat(store.alarm()).isEqualTo(NOON);
    assertThat(rows(store, "SELECT count(*) FROM sqlite_schema WHERE name IN ('p', 'c', 'f')"))
        .containsExactly(List.of(0L));
    store.deleteAll(true, false);
    store.endTurn().join();
    assertThat(store.alarm()).isNull();
  }

  @Test
  void sqlReadsWhatItWrote() {
    rows(store, "CREATE TABLE t(a, b)");
    rows(store, "INSERT INTO t VALUES (?, ?)", 1.5, "x");
    assertThat(rows(store, "SELECT a, b, 7, NULL FROM t"))
        .containsExactly(Arrays.asList(1.5, "x", 7L, null));
    store.endTurn().join();
    reopen();
    assertThat(rows(store, "SELECT count(*) FROM t")).containsExactly(List.of(1L));
  }

  @Test
  void aClassWithoutSqliteRefusesSql() {
    store.close();
    state.close();
    state = new StoreFixture(root.resolve("kv"), false);
    store = state.open(1);
    assertThatThrownBy(() -> store.exec("SELECT 1", List.of()))
        .isInstanceOf(GuestException.class)
        .hasMessageStartingWith("SQL is not enabled for this Durable Object class.");
    assertThatThrownBy(store::databaseSize).isInstanceOf(GuestException.class);
  }

  @Test
  void aSecondOwnerOfTheFolderIsToldWhoHasIt() {
    assertThatThrownBy(() -> StateFolder.open(root))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("is in use by process " + ProcessHandle.current().pid());
  }

  @Test
  void aDamagedFileIsNamedAndLeftAlone() throws Exception {
    Path file = root.resolve("do/worker-Counter/" + id(9).hex() + ".sqlite");
    Files.writeString(file, "this is no database, but long enough to be taken for one ".repeat(80));
    long size = Files.size(file);
    assertThatThrownBy(() -> state.open(9))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining(file.toString());
    assertThat(Files.size(file)).isEqualTo(size);
  }

  @Test
  void anObjectIsOpenOnce() {
    put(store, "k", "v");
    store.endTurn().join();
    assertThatThrownBy(() -> state.open(1))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("is open already");
  }

  @Test
  void aClassIsDeletedOnceItIsClosed() {
    put(store, "k", "v");
    store.setAlarm(NOON, false);
    store.endTurn().join();
    store.close();
    assertThatThrownBy(() -> state.folder.deleteClass("worker-Counter"))
        .isInstanceOf(StorageException.class);
    state.folder.closeClass("worker-Counter");
    state.folder.deleteClass("worker-Counter");
    state.close();
    state = new StoreFixture(root);
    store = state.open(1);
    assertThat(store.get("k")).isNull();
    assertThat(state.objects.pendingAlarms()).isEmpty();
  }

  @Test
  void anOpeningPutsTheIndexOfAlarmsRight() {
    store.setAlarm(NOON, false);
    store.endTurn().join();
    store.close();
    state.objects.alarms().set(id(1), NOON.minusSeconds(5));
    state.objects.alarms().set(id(2), NOON);
    store = state.open(1);
    state.open(2).close();
    assertThat(state.objects.pendingAlarms()).containsExactly(new PendingAlarm(id(1), NOON));
  }

  @Test
  void bookmarksSortInTheOrderTheyWereGiven() {
    String first = store.currentBookmark();
    String second = store.currentBookmark();
    store.endTurn().join();
    reopen();
    String third = store.currentBookmark();
    assertThat(first).hasSize(59);
    assertThat(List.of(first, second, third)).isSorted().doesNotHaveDuplicates();
  }

  private void reopen() {
    store.close();
    store = state.open(1);
  }

  private void reopenFolder() {
    store.close();
    state.close();
    state = new StoreFixture(root);
    store = state.open(1);
  }
}
