package dev.perdure.storage;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Writes to several objects until it is killed, and prints each turn that was acknowledged. A turn
 * raises a counter, adds a row to a ledger and sets the alarm to a time that the counter gives.
 */
public final class CrashWriter {
  static final int OBJECTS = 4;

  private CrashWriter() {}

  /** Takes the folder. */
  public static void main(String[] args) {
    StoreFixture state = new StoreFixture(Path.of(args[0]));
    List<ObjectStore> stores = new ArrayList<>();
    for (int i = 0; i < OBJECTS; i++) {
      stores.add(state.open(i));
      StoreFixture.rows(stores.getLast(), "CREATE TABLE IF NOT EXISTS ledger(n INTEGER)");
    }
    while (true) {
      for (int i = 0; i < OBJECTS; i++) {
        turn(i, stores.get(i), (_, _) -> {});
      }
    }
  }

  /** Makes the next turn of an object, with something more in it. */
  static CompletableFuture<Void> turn(int object, ObjectStore store, More more) {
    String last = StoreFixture.get(store, "n");
    int next = last == null ? 1 : Integer.parseInt(last) + 1;
    StoreFixture.put(store, "n", Integer.toString(next));
    StoreFixture.rows(store, "INSERT INTO ledger VALUES (?)", (double) next);
    store.setAlarm(alarm(next), false);
    more.write(store, next);
    return store.endTurn().thenRun(() -> report(object, next));
  }

  /** What a turn writes besides. */
  @FunctionalInterface
  interface More {
    void write(ObjectStore store, int number);
  }

  private static synchronized void report(int object, int number) {
    System.out.println(object + " " + number);
    System.out.flush();
  }

  /** Nearer and farther in turn. */
  static Instant alarm(int number) {
    return Instant.ofEpochSecond(2_000_000_000L + (number % 2 == 0 ? number : -number));
  }
}
