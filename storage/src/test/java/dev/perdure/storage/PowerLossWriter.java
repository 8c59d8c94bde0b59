package dev.perdure.storage;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Makes the turns of {@link CrashWriter}, some of them with a large value, so that the write-ahead
 * log is copied to the database and begun anew; closes everything half way and opens it again.
 */
public final class PowerLossWriter {
  static final int OBJECTS = 2;
  private static final int LARGE = 80_000;

  private PowerLossWriter() {}

  /** Takes the folder, and how many turns of each object there are. */
  public static void main(String[] args) {
    int turns = Integer.parseInt(args[1]);
    for (int life = 0; life < 2; life++) {
      try (StoreFixture state = new StoreFixture(Path.of(args[0]))) {
        List<ObjectStore> stores = new ArrayList<>();
        for (int i = 0; i < OBJECTS; i++) {
          stores.add(state.open(i));
          StoreFixture.rows(stores.getLast(), "CREATE TABLE IF NOT EXISTS ledger(n INTEGER)");
        }
        List<CompletableFuture<Void>> last = new ArrayList<>();
        for (int turn = 0; turn < turns / 2; turn++) {
          for (int i = 0; i < OBJECTS; i++) {
            last.add(CrashWriter.turn(i, stores.get(i), PowerLossWriter::large));
          }
        }
        last.forEach(CompletableFuture::join);
        stores.forEach(ObjectStore::close);
      }
    }
  }

  private static void large(ObjectStore store, int number) {
    if (number % 2 == 0) {
      StoreFixture.put(store, "large", large(number));
    }
  }

  /** The value that the last even turn up to this one has put. */
  static String large(int number) {
    return (number - number % 2 + " ").repeat(LARGE / 5);
  }
}
