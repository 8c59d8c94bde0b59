package dev.perdure.storage;

import dev.perdure.workers.storage.KeyRange;
import dev.perdure.workers.storage.KeyValueCursor;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Prints what the operations of a store cost; run it by hand with a folder on the disk in question.
 */
public final class StorageBenchmark {
  private static final ByteBuffer VALUE = ByteBuffer.allocate(100);

  private StorageBenchmark() {}

  /** Takes the folder to work in. */
  public static void main(String[] args) throws Exception {
    Path root = Files.createTempDirectory(Path.of(args[0]), "bench");
    try (StoreFixture state = new StoreFixture(root)) {
      for (int round = 0; round < 3; round++) {
        System.out.println("round " + round);
        operations(state, round);
        opening(state, round);
        oneObject(state, 20_000 + round, 1);
        oneObject(state, 30_000 + round, 64);
        manyObjects(state, 40_000 + 1000 * round);
      }
    }
  }

  private static void operations(StoreFixture state, int number) {
    try (ObjectStore store = state.open(number)) {
      int n = 100_000;
      measure("put", n, i -> store.put("key" + i, value(), false));
      store.endTurn().join();
      measure("get", n, i -> store.get("key" + i));
      measure("list of 100", 1000, _ -> list(store));
      StoreFixture.rows(store, "CREATE TABLE t(id INTEGER PRIMARY KEY, v TEXT)");
      measure(
          "sql insert",
          n,
          i -> store.exec("INSERT INTO t VALUES (?, ?)", List.of((double) i, "x")).close());
      store.endTurn().join();
      measure(
          "sql select of 10",
          n / 10,
          i ->
              StoreFixture.rows(
                  store, "SELECT * FROM t WHERE id >= ? ORDER BY id LIMIT 10", (double) i));
      measure("sql select 1", n, _ -> StoreFixture.rows(store, "SELECT 1"));
      measure(
          "sql never seen before",
          5000,
          i -> StoreFixture.rows(store, "SELECT v FROM t WHERE id = " + i));
      measure(
          "turn with a put, not awaited",
          20_000,
          i -> {
            store.put("key" + i, value(), false);
            store.endTurn();
          });
      store.endTurn().join();
    }
  }

  private static void list(ObjectStore store) {
    try (KeyValueCursor cursor = store.list(new KeyRange(null, null, null, "key5", false, 100))) {
      while (cursor.next()) {
        cursor.key();
        cursor.value();
      }
    }
  }

  private static void opening(StoreFixture state, int round) {
    measure(
        "open new, put, commit, close", 200, i -> writeAndClose(state, 1000 + 1000 * round + i));
    measure("open existing, get, close", 200, i -> readAndClose(state, 1000 + 1000 * round + i));
  }

  private static void writeAndClose(StoreFixture state, int number) {
    try (ObjectStore store = state.open(number)) {
      store.put("k", value(), false);
      store.endTurn().join();
    }
  }

  private static void readAndClose(StoreFixture state, int number) {
    try (ObjectStore store = state.open(number)) {
      store.get("k");
    }
  }

  private static void oneObject(StoreFixture state, int number, int inFlight) {
    try (ObjectStore store = state.open(number)) {
      List<CompletableFuture<Void>> waiting = new ArrayList<>();
      measure(
          "durable put, one object, " + inFlight + " in flight",
          2000,
          i -> {
            store.put("key" + i % 100, value(), false);
            waiting.add(store.endTurn());
            if (waiting.size() == inFlight) {
              waiting.removeFirst().join();
            }
          });
      store.endTurn().join();
    }
  }

  private static void manyObjects(StoreFixture state, int first) {
    int objects = 100;
    List<ObjectStore> stores = new ArrayList<>();
    for (int i = 0; i < objects; i++) {
      stores.add(state.open(first + i));
      writeTurn(stores.getLast()).join();
    }
    List<CompletableFuture<Void>> waiting = new ArrayList<>();
    for (int i = 0; i < objects; i++) {
      waiting.add(CompletableFuture.completedFuture(null));
    }
    measure(
        "durable put, " + objects + " objects, one in flight each",
        10_000,
        i -> {
          waiting.get(i % objects).join();
          waiting.set(i % objects, writeTurn(stores.get(i % objects)));
        });
    waiting.forEach(CompletableFuture::join);
    stores.forEach(ObjectStore::close);
  }

  private static CompletableFuture<Void> writeTurn(ObjectStore store) {
    store.put("k", value(), false);
    return store.endTurn();
  }

  private static void measure(String what, int times, Operation operation) {
    long start = System.nanoTime();
    for (int i = 0; i < times; i++) {
      operation.run(i);
    }
    double micros = (System.nanoTime() - start) / 1000.0 / times;
    System.out.printf("  %-44s %10.2f us%n", what, micros);
  }

  /** Never the same twice: SQLite does not write a value that is there already. */
  private static byte[] value() {
    VALUE.putLong(0, VALUE.getLong(0) + 1);
    return VALUE.array();
  }

  private interface Operation {
    void run(int index);
  }
}
