package dev.perdure.storage;

import java.nio.file.Path;
import java.time.Instant;

/**
 * Does one thing after the other, with a line on standard output before each, to be watched with
 * strace: {@code strace -f -y -e trace=openat,pwrite64,write,fsync,fdatasync,unlink,ftruncate}.
 */
public final class DurabilityTrace {
  private DurabilityTrace() {}

  /** Takes an empty folder. */
  public static void main(String[] args) {
    System.out.println("MARK open the folder");
    try (StoreFixture state = new StoreFixture(Path.of(args[0]))) {
      System.out.println("MARK open a new object");
      ObjectStore store = state.open(1);
      System.out.println("MARK first turn");
      turn(store, 1);
      System.out.println("MARK second turn");
      turn(store, 2);
      System.out.println("MARK turn with an alarm");
      store.setAlarm(Instant.parse("2030-01-01T00:00:00Z"), false);
      store.endTurn().join();
      System.out.println("MARK 1000 pages, so that the log is copied to the database");
      for (int i = 0; i < 1000; i++) {
        StoreFixture.put(store, "page" + i, "x".repeat(4000));
      }
      store.endTurn().join();
      System.out.println("MARK the turn after, which starts the log anew");
      turn(store, 3);
      System.out.println("MARK one more turn");
      turn(store, 4);
      System.out.println("MARK close");
      store.close();
      System.out.println("MARK closed");
    }
  }

  private static void turn(ObjectStore store, int number) {
    StoreFixture.put(store, "k", "v" + number);
    store.endTurn().join();
    System.out.println("MARK durable");
  }
}
