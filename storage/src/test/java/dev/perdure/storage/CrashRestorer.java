package dev.perdure.storage;

import static dev.perdure.storage.StoreFixture.get;
import static dev.perdure.storage.StoreFixture.put;
import static dev.perdure.storage.StoreFixture.rows;

import java.nio.file.Path;

/**
 * Takes an object from one of two states to the other and back, by restoring, until it is killed.
 * In each state a key and every row of a table hold the name of the state.
 */
public final class CrashRestorer {
  private CrashRestorer() {}

  /** Takes the folder. */
  public static void main(String[] args) {
    StoreFixture state = new StoreFixture(Path.of(args[0]));
    String target = first(state);
    while (true) {
      try (ObjectStore store = state.open(1)) {
        target = store.restoreAtNextStart(target);
      }
      try (ObjectStore store = state.open(1)) {
        System.out.println(get(store, "name"));
        put(store, "turn", target);
        store.endTurn().join();
      }
    }
  }

  /** Makes the state {@code a}, then {@code b}; gives the bookmark of the first. */
  private static String first(StoreFixture state) {
    try (ObjectStore store = state.open(1)) {
      rows(store, "CREATE TABLE IF NOT EXISTS t(name TEXT, filler TEXT)");
      rows(store, "DELETE FROM t");
      for (int i = 0; i < 300; i++) {
        rows(store, "INSERT INTO t VALUES ('a', ?)", "x".repeat(1000));
      }
      put(store, "name", "a");
      String bookmark = store.currentBookmark();
      store.endTurn().join();
      rows(store, "UPDATE t SET name = 'b', filler = 'y'");
      put(store, "name", "b");
      store.endTurn().join();
      return bookmark;
    }
  }
}
