package dev.perdure.storage;

import dev.perdure.storage.history.HistoryLimits;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Prints what durable puts cost with and without a history, in turn: processor time of the whole
 * process for each, the median of the rounds after the first two, and how often the system was
 * asked to read. Run it by hand with a folder on the disk in question; {@code -Drounds=N}.
 */
public final class HistoryBenchmark {
  private static final ByteBuffer VALUE = ByteBuffer.allocate(100);
  private static final int ROUNDS = Integer.getInteger("rounds", 10);
  private static final int COLD = 2;
  private static final Map<String, List<Double>> FIGURES = new LinkedHashMap<>();

  private static String how = "";

  private HistoryBenchmark() {}

  /** Takes the folder to work in. */
  public static void main(String[] args) throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      List<HistoryLimits> both = new ArrayList<>(List.of(HistoryLimits.NONE, HistoryLimits.USUAL));
      if (round % 2 == 1) {
        Collections.reverse(both);
      }
      if (round == COLD) {
        FIGURES.clear();
      }
      for (HistoryLimits limits : both) {
        Path root = Files.createTempDirectory(Path.of(args[0]), "bench");
        StorageOptions options = StorageOptions.DEFAULT.history(limits);
        how = limits.recorded() ? "recorded" : "plain";
        try (StoreFixture state = new StoreFixture(root, options)) {
          puts(state, 1, 1, 3000);
          puts(state, 1, 64, 30_000);
          puts(state, 100, 100, 15_000);
          opening(state);
        }
        deleteAll(root);
      }
    }
    System.out.println();
    FIGURES.forEach((what, values) ->
        System.out.printf(
            "%-40s %8.2f us of processor, median of %d%n", what, median(values), values.size()));
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
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
    for (int i = 0; i < times; i++) {
      operation.run(i);
    }
    double micros = (processorNanos() - cpu) / 1000.0 / times;
    FIGURES.computeIfAbsent(what + ", " + how, _ -> new ArrayList<>()).add(micros);
    System.out.printf(
        "%-40s %8.2f us, %5.1f reads, %5.1f writes%n",
        what + ", " + how,
        micros,
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
