package dev.perdure.storage;

import static dev.perdure.storage.StoreFixture.get;
import static dev.perdure.storage.StoreFixture.put;
import static dev.perdure.storage.StoreFixture.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perdure.workers.message.GuestException;
import dev.perdure.workers.storage.SqlCursor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenDatabasesTest {
  private static final int MOST = 3;

  @TempDir Path root;
  private StoreFixture state;

  @BeforeEach
  void open() {
    state = new StoreFixture(root, StorageOptions.DEFAULT.mostOpen(MOST));
  }

  @AfterEach
  void close() {
    state.close();
  }

  /** Objects that have had a turn. */
  private List<ObjectStore> objects(int first, int count) {
    List<ObjectStore> stores = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ObjectStore store = state.open(first + i);
      put(store, "k", "v" + (first + i));
      store.endTurn().join();
      stores.add(store);
    }
    return stores;
  }

  @Test
  void aDatabaseThatWasClosedOpensAtItsNextUse() {
    List<ObjectStore> stores = objects(0, 20);
    assertThat(state.folder.open().count()).isLessThanOrEqualTo(MOST);
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < stores.size(); i++) {
        assertThat(get(stores.get(i), "k")).isEqualTo(round == 0 ? "v" + i : "w" + i);
        put(stores.get(i), "k", "w" + i);
        stores.get(i).endTurn().join();
        assertThat(state.folder.open().count()).isLessThanOrEqualTo(MOST);
      }
    }
    stores.forEach(ObjectStore::close);
    assertThat(state.folder.open().count()).isZero();
  }

  @Test
  void whatIsGoingOnIsNotDisturbed() {
    ObjectStore inTransaction = objects(0, 1).getFirst();
    inTransaction.beginLasting();
    put(inTransaction, "k", "uncommitted");
    inTransaction.endTurn().join();
    ObjectStore reading = objects(1, 1).getFirst();
    SqlCursor cursor = reading.exec("VALUES (1), (2), (3)", List.of());
    reading.endTurn().join();
    List<ObjectStore> others = objects(2, 10);
    assertThat(get(inTransaction, "k")).isEqualTo("uncommitted");
    inTransaction.rollback();
    assertThat(get(inTransaction, "k")).isEqualTo("v0");
    cursor.next();
    cursor.next();
    assertThat(cursor.next()).isTrue();
    assertThat(cursor.value(0)).isEqualTo(3L);
    others.forEach(ObjectStore::close);
    reading.close();
    inTransaction.close();
  }

  @Test
  void aSettingOfTheConnectionIsKept() {
    ObjectStore store = objects(0, 1).getFirst();
    rows(store, "PRAGMA foreign_keys = OFF");
    store.endTurn().join();
    List<ObjectStore> others = objects(1, 10);
    assertThat(rows(store, "PRAGMA foreign_keys")).containsExactly(List.of(0L));
    others.forEach(ObjectStore::close);
    store.close();
  }

  @Test
  void aRequestToRestoreWaitsForTheNextStart() {
    ObjectStore store = objects(0, 1).getFirst();
    String bookmark = store.currentBookmark();
    store.endTurn().join();
    put(store, "k", "new");
    store.endTurn().join();
    store.restoreAtNextStart(bookmark);
    store.endTurn().join();
    List<ObjectStore> others = objects(1, 10);
    assertThat(get(store, "k")).isEqualTo("new");
    store.close();
    try (ObjectStore next = state.open(0)) {
      assertThat(get(next, "k")).isEqualTo("v0");
    }
    others.forEach(ObjectStore::close);
  }

  @Test
  void aFileThatIsDamagedMeanwhileEndsItsObjectOnly() throws Exception {
    ObjectStore store = objects(0, 1).getFirst();
    List<ObjectStore> others = objects(1, 10);
    Path file = root.resolve("do/worker-Counter/" + StoreFixture.id(0).hex() + ".sqlite");
    Files.writeString(file, "not a database".repeat(1000));
    assertThatThrownBy(() -> get(store, "k"))
        .isInstanceOf(GuestException.class)
        .hasMessageContaining("cannot be opened");
    assertThat(store.endTurn()).isCompletedExceptionally();
    store.close();
    assertThat(get(others.getFirst(), "k")).isEqualTo("v1");
    others.forEach(ObjectStore::close);
  }

  @Test
  void manyThreadsShareFewDatabases() throws Exception {
    int threads = 4;
    int each = 8;
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Future<?>> done = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        int first = 100 * t;
        done.add(pool.submit(() -> count(first, each, new Random(first))));
      }
      for (Future<?> one : done) {
        one.get();
      }
    }
    assertThat(state.folder.open().count()).isZero();
  }

  private void count(int first, int each, Random random) {
    List<ObjectStore> stores = objects(first, each);
    int[] counts = new int[each];
    for (int i = 0; i < 100; i++) {
      int object = random.nextInt(each);
      ObjectStore store = stores.get(object);
      String last = get(store, "n");
      assertThat(last == null ? 0 : Integer.parseInt(last)).isEqualTo(counts[object]);
      put(store, "n", Integer.toString(++counts[object]));
      if (random.nextBoolean()) {
        store.endTurn().join();
      } else {
        store.endTurn();
      }
    }
    stores.forEach(ObjectStore::close);
  }
}
