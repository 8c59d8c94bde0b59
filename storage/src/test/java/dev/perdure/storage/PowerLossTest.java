package dev.perdure.storage;

import static dev.perdure.storage.StoreFixture.get;
import static dev.perdure.storage.StoreFixture.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.perdure.storage.SystemTrace.Event;
import dev.perdure.storage.SystemTrace.Said;
import dev.perdure.storage.SystemTrace.Sync;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Records with strace what a process that writes asks of the system, has a disk lose what was not
 * synced at moments and in ways that chance picks, and compares what is left with what had been
 * acknowledged by then; {@code -Dperdure.power.losses=1000} for the long form. Skipped where strace
 * is not installed or may not look at a process.
 */
class PowerLossTest {
  private static final int LOSSES = Integer.getInteger("perdure.power.losses", 20);
  private static final int TURNS = LOSSES >= 1000 ? 400 : 100;
  private static final double[] KEPT = {0, 0.1, 0.5, 0.9, 0.99, 1};

  @TempDir Path folder;
  private List<Event> events = List.of();

  @BeforeEach
  void record() throws Exception {
    Path trace = folder.resolve("trace");
    assumeTrue(record(trace), "strace is not there, or may not look at a process");
    events = SystemTrace.read(trace, root());
    Files.delete(trace);
    assertThat(acknowledged(events.size())).containsOnly(TURNS);
  }

  private Path root() {
    return folder.resolve("state");
  }

  private boolean record(Path trace) throws InterruptedException, IOException {
    Files.createDirectory(root());
    try {
      Process process =
          new ProcessBuilder(
                  "strace",
                  "-f",
                  "-y",
                  "-xx",
                  "-s",
                  "1000000",
                  "-o",
                  trace.toString(),
                  "-e",
                  "trace=" + SystemTrace.CALLS,
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "--enable-native-access=ALL-UNNAMED",
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  PowerLossWriter.class.getName(),
                  root().toString(),
                  Integer.toString(TURNS))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      process.getInputStream().readAllBytes();
      return process.waitFor() == 0;
    } catch (IOException _) {
      return false;
    }
  }

  @Test
  void nothingAcknowledgedIsLostAndNoTurnIsHalfThere() throws IOException {
    Random random = new Random(5);
    for (int i = 0; i < LOSSES; i++) {
      lose(random, events, i);
    }
    System.out.printf(
        "%d power losses among %,d events, %d acknowledged turns, none lost%n",
        LOSSES, events.size(), PowerLossWriter.OBJECTS * TURNS);
  }

  @Test
  void aWriteThatIsAcknowledgedBeforeItIsSyncedIsFound() {
    List<Event> unsynced =
        events.stream()
            .filter(
                event -> !(event instanceof Sync sync && sync.path().toString().endsWith("-wal")))
            .toList();
    Random random = new Random(5);
    int found = 0;
    for (int i = 0; i < 10; i++) {
      try {
        lose(random, unsynced, i);
      } catch (AssertionError | StorageException | IOException _) {
        found++;
      }
    }
    assertThat(found).isGreaterThan(2);
  }

  /** What was acknowledged of each object when so many events had happened. */
  private int[] acknowledged(int until) {
    int[] numbers = new int[PowerLossWriter.OBJECTS];
    for (Event event : events.subList(0, until)) {
      if (event instanceof Said said) {
        for (String line : said.text().split("\n")) {
          String[] parts = line.split(" ");
          if (parts.length == 2) {
            int object = Integer.parseInt(parts[0]);
            numbers[object] = Math.max(numbers[object], Integer.parseInt(parts[1]));
          }
        }
      }
    }
    return numbers;
  }

  private void lose(Random random, List<Event> all, int number) throws IOException {
    int until = 1 + random.nextInt(all.size());
    double kept = KEPT[random.nextInt(KEPT.length)];
    List<Event> before = all.subList(0, until);
    int[] acknowledged = acknowledged(events.indexOf(before.getLast()) + 1);
    Path left = folder.resolve("left-" + number);
    new LosingDisk(root(), before).lose(random, kept, root(), left);
    try (StoreFixture state = new StoreFixture(left)) {
      List<PendingAlarm> index = new ArrayList<>(state.objects.pendingAlarms());
      for (int object = 0; object < PowerLossWriter.OBJECTS; object++) {
        check(state, index, object, acknowledged[object]);
      }
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(
          "Power loss %d, after %d of %d events, keeping %s of what was not synced"
              .formatted(number, until, all.size(), kept),
          e);
    }
    delete(left);
  }

  private static void check(
      StoreFixture state, List<PendingAlarm> index, int object, int acknowledged) {
    try (ObjectStore store = state.open(object)) {
      assertThat(rows(store, "PRAGMA quick_check")).containsExactly(List.of("ok"));
      int number = CrashTest.check(store, acknowledged);
      if (number >= 2) {
        assertThat(get(store, "large")).isEqualTo(PowerLossWriter.large(number));
      }
      if (number > 0 && number == acknowledged) {
        assertThat(index).anyMatch(entry -> CrashTest.wakes(entry, object, number));
      }
      StoreFixture.put(store, "after", "it");
      store.endTurn().join();
      assertThat(store.bookmarkFor(Instant.now())).as("the history goes on").isNotEmpty();
    }
    try (ObjectStore store = state.open(object)) {
      assertThat(get(store, "after")).isEqualTo("it");
      CrashTest.check(store, acknowledged);
    }
  }

  private static void delete(Path path) throws IOException {
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
