package dev.perdure.storage;

import static dev.perdure.storage.StoreFixture.get;
import static dev.perdure.storage.StoreFixture.rows;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a process that restores; {@code -Dperdure.crashes=200} for the long form. */
class RestoreCrashTest {
  @TempDir Path root;

  @Test
  void anObjectThatIsRestoredIsWhollyInTheOldStateOrTheNew() throws Exception {
    Random random = new Random(7);
    for (int i = 0; i < Integer.getInteger("perdure.crashes", 3); i++) {
      runAndKill(random.nextInt(20), random.nextInt(30_000_000));
      try (StoreFixture state = new StoreFixture(root);
          ObjectStore store = state.open(1)) {
        assertThat(rows(store, "PRAGMA quick_check")).containsExactly(List.of("ok"));
        String name = get(store, "name");
        assertThat(rows(store, "SELECT name, count(*) FROM t GROUP BY name"))
            .containsExactly(List.of(name, 300L));
      }
    }
  }

  /** Lets so many restorations pass, and of the next one so many nanoseconds. */
  private void runAndKill(int times, int nanos) throws IOException, InterruptedException {
    try (KilledProcess process = KilledProcess.start(CrashRestorer.class, root)) {
      String line = process.line();
      for (int i = 0; line != null; i++) {
        assertThat(line).isIn("a", "b");
        if (i == times) {
          long end = System.nanoTime() + nanos;
          while (System.nanoTime() < end) {
            Thread.onSpinWait();
          }
          process.kill();
        }
        line = process.line();
      }
      process.requireKilled();
    }
  }
}
