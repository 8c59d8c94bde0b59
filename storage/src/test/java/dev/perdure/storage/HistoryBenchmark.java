package dev.perdure.storage;

import dev.perdure.storage.history.HistoryLimits;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Prints what durable puts cost with and without a history, in turn: time, processor time of the
 * whole process, and how often the system was asked to read and to write; run it by hand with a
 * folder on the disk in question.
 */
public final class HistoryBenchmark {
  private static final ByteBuffer VALUE = ByteBuffer.allocate(100);
  private static final int ROUNDS = 6;

  private HistoryBenchmark() {}

  /** Takes the folder to work in. */
  public static void main(String[] args) throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      for (HistoryLimits limits : List.of(HistoryLimits.NONE, HistoryLimits.USUAL)) {
        Path root = Files.createTempDirectory(Path.of(args[0]), "bench");
        StorageOptions options = StorageOptions.DEFAULT.history(limits);
        try (StoreFixture state = new StoreFixture(root, options)) {
          System.out.println("round " + round + (limits.recorded() ? " recorded" : " plain"));
          puts(state, 1, 1, 3000);
          puts(state, 1, 64, 30_000);
          puts(state, 100, 100, 15_000);
          opening(state);
        }
        deleteAll(root);
      }
    }
  }

  private static void puts(StoreFixture state, int objects, int inFlight, int times) {
    List<ObjectStore> stores = new ArrayList<>();
    for (int i = 0; i < objects; i++) {
      stores.add(state.open(1000 * inFlight + i));
    }
    Deque<CompletableFuture<Void>> waiting = new ArrayDeque<>();
    measure(
        objects + " objects, " + inFlight + " puts in flight",
        times,
        i -> {
          ObjectStore store = stores.get(i % objects);
          store.put("key" + i % 1000, value(), false);
          waiting.add(store.endTurn());
          if (waiting.size() == inFlight) {
            waiting.removeFirst().join();
          }
        });
    waiting.forEach(CompletableFuture::join);
    stores.forEach(ObjectStore::close);
  }

  private static void opening(StoreFixture state) {
    measure("open new, put, commit, close", 200, i -> writeAndClose(state, 500_000 + i));
    measure("open, put, commit, close", 200, i -> writeAndClose(state, 500_000 + i));
  }

  private static void writeAndClose(StoreFixture state, int number) {
    try (ObjectStore store = state.open(number)) {
      store.put("k", value(), false);
      store.endTurn().join();
    }
  }

  private static void measure(String what, int times, Operation operation) {
    long reads = calls("syscr");
    long writes = calls("syscw");
    long cpu = processorNanos();
    long start = System.nanoTime();
    for (int i = 0; i < times; i++) {
      operation.run(i);
    }
    System.out.printf(
        "  %-32s %8.1f us, %8.1f us of processor, %5.1f reads, %5.1f writes%n",
        what,
        (System.nanoTime() - start) / 1000.0 / times,
        (processorNanos() - cpu) / 1000.0 / times,
        (double) (calls("syscr") - reads) / times,
        (double) (calls("syscw") - writes) / times);
  }

  private static long processorNanos() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  /** How many calls of a kind this process has made of the system; 0 where it does not say. */
  private static long calls(String kind) {
    try {
      return Files.readAllLines(Path.of("/proc/self/io")).stream()
          .filter(line -> line.startsWith(kind + ": "))
          .mapToLong(line -> Long.parseLong(line.substring(kind.length() + 2)))
          .sum();
    } catch (IOException _) {
      return 0;
    }
  }

  private static byte[] value() {
    VALUE.putLong(0, VALUE.getLong(0) + 1);
    return VALUE.array();
  }

  private static void deleteAll(Path root) throws Exception {
    try (var files = Files.walk(root)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private interface Operation {
    void run(int index);
  }
}
