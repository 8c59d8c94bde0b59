package dev.perdure.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.storage.StateFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a process that migrates; {@code -Dperdure.migration.crashes=100} for the long form, with
 * 10,000 objects.
 */
class MigrationCrashTest {
  private static final int KILLS = Integer.getInteger("perdure.migration.crashes", 10);
  private static final int OBJECTS = KILLS >= 100 ? 10_000 : 200;
  private static final int LONGEST_MICROS = 12_000;

  @TempDir Path root;
  private final Random random = new Random(7);
  private final Set<String> expected = new TreeSet<>();
  private int done = -1;
  private int begun = -1;

  @Test
  void everyMigrationIsWhollyDoneOrNotAtAll() throws Exception {
    TestState state = new TestState(root);
    for (int i = 0; i < OBJECTS; i++) {
      String id = TestState.id(i);
      state.write("do/a-C0/" + id + ".sqlite").write("history/a-C0/" + id + ".log");
      expected.add(id);
    }
    int cutOff = 0;
    int between = 0;
    for (int i = 0; i < KILLS; i++) {
      runAndKill(random.nextInt(24));
      if (!Migrator.read(root).moves().isEmpty()) {
        cutOff++;
      } else if (begun > done) {
        between++;
      }
      check();
    }
    System.out.printf(
        "%d kills, %,d objects, %,d migrations; %d kills left folders to move, %d more fell within"
            + " a migration%n",
        KILLS, OBJECTS, done + 1, cutOff, between);
  }

  private void runAndKill(int migrations) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                MigrationCrasher.class.getName(),
                root.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader lines = process.inputReader()) {
      String line = lines.readLine();
      for (int i = 0; line != null; i++) {
        String[] parts = line.split(" ", -1);
        if (parts.length == 2 && !parts[1].isEmpty()) {
          int number = Integer.parseInt(parts[1]);
          if (parts[0].equals("begin")) {
            begun = number;
          } else {
            done = number;
          }
        }
        if (i == 2 * migrations) {
          LockSupport.parkNanos(1000L * random.nextInt(LONGEST_MICROS));
          process.toHandle().destroyForcibly();
        }
        line = lines.readLine();
      }
    }
    assertThat(process.waitFor()).as("killed").isEqualTo(137);
  }

  /** Starts as a host does, and looks at where everything is. */
  private void check() throws IOException {
    MigrationTurn turn;
    try (StateFolder state = StateFolder.open(root)) {
      Registry registry = Migrator.open(state, TestState.CLOCK).registry();
      turn = MigrationTurn.of(registry);
      assertThat(classes(registry)).isEqualTo(turn.classes());
      assertThat(registry.moves()).isEmpty();
    }
    assertThat(turn.number()).isBetween(done, begun);
    done = turn.number();
    begun = turn.number();
    assertWhole("do", turn);
    assertWhole("history", turn);
  }

  private static List<String> classes(Registry registry) {
    List<String> classes = new ArrayList<>();
    registry
        .workers()
        .forEach((worker, entry) ->
            entry.classes().keySet().forEach(name -> classes.add(worker + "/" + name)));
    return classes;
  }

  /**
   * All are in one folder: that of the class, or the trash, from where the next turn takes them.
   */
  private void assertWhole(String kind, MigrationTurn turn) throws IOException {
    List<Path> folders = new ArrayList<>(folders(root.resolve(kind)));
    for (Path item : folders(root.resolve("trash"))) {
      if (Files.isDirectory(item.resolve(kind))) {
        folders.add(item.resolve(kind));
      }
    }
    folders.removeIf(folder -> names(folder).isEmpty());
    assertThat(folders).hasSize(1);
    assertThat(names(folders.getFirst())).isEqualTo(expected);
    Path known = root.resolve(kind).resolve(turn.key());
    if (turn.kind() == MigrationTurn.DELETE) {
      assertThat(folders.getFirst()).isNotEqualTo(known);
    } else if (turn.number() >= 0) {
      assertThat(folders.getFirst()).isEqualTo(known);
    }
  }

  private static List<Path> folders(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> found = Files.list(folder)) {
      return found.filter(Files::isDirectory).toList();
    }
  }

  private static Set<String> names(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      Set<String> names = new TreeSet<>();
      files.forEach(file -> names.add(file.getFileName().toString().substring(0, 64)));
      return names;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
