package dev.perdure.storage;

import static dev.perdure.storage.StoreFixture.get;
import static dev.perdure.storage.StoreFixture.id;
import static dev.perdure.storage.StoreFixture.rows;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a process that writes; {@code -Dperdure.crashes=200} for the long form. */
class CrashTest {
  /** Other lines are the log's, and the last may be half a line, which says too little. */
  private static final Pattern ACKNOWLEDGED = Pattern.compile("(\\d+) (\\d+)");

  @TempDir Path root;

  @Test
  void nothingAcknowledgedIsLostAndNoTurnIsHalfThere() throws Exception {
    Random random = new Random(11);
    int[] acknowledged = new int[CrashWriter.OBJECTS];
    for (int i = 0; i < Integer.getInteger("perdure.crashes", 4); i++) {
      runAndKill(random.nextInt(3000), acknowledged);
      try (StoreFixture state = new StoreFixture(root)) {
        List<PendingAlarm> index = state.objects.pendingAlarms();
        for (int object = 0; object < CrashWriter.OBJECTS; object++) {
          check(state, index, object, acknowledged[object]);
        }
      }
    }
    System.out.printf("%d acknowledged turns, none lost%n", Arrays.stream(acknowledged).sum());
  }

  private void runAndKill(int turns, int[] acknowledged) throws IOException, InterruptedException {
    try (KilledProcess process = KilledProcess.start(CrashWriter.class, root)) {
      String line = process.line();
      for (int i = 0; line != null; i++) {
        Matcher said = ACKNOWLEDGED.matcher(line);
        if (said.matches()) {
          int object = Integer.parseInt(said.group(1));
          acknowledged[object] = Math.max(acknowledged[object], Integer.parseInt(said.group(2)));
        }
        if (i == turns) {
          process.kill();
        }
        line = process.line();
      }
      process.requireKilled();
    }
  }

  private static void check(
      StoreFixture state, List<PendingAlarm> index, int object, int acknowledged) {
    try (ObjectStore store = state.open(object)) {
      int number = check(store, acknowledged);
      if (number > 0) {
        assertThat(index).anyMatch(entry -> wakes(entry, object, number));
      }
    }
  }

  /** Whether an entry of the index wakes an object not later than its slot says. */
  static boolean wakes(PendingAlarm entry, int object, int number) {
    return entry.id().equals(id(object)) && !entry.time().isAfter(CrashWriter.alarm(number));
  }

  /** Requires an object to hold whole turns only; gives the last. */
  static int check(ObjectStore store, int acknowledged) {
    String stored = get(store, "n");
    int number = stored == null ? 0 : Integer.parseInt(stored);
    assertThat(number).isGreaterThanOrEqualTo(acknowledged);
    if (number > 0) {
      assertThat(rows(store, "SELECT count(*), max(n), sum(n) FROM ledger"))
          .containsExactly(List.of((long) number, (long) number, (long) number * (number + 1) / 2));
      assertThat(store.alarm()).isEqualTo(CrashWriter.alarm(number));
    }
    return number;
  }
}
