package dev.perdure.storage;

import static dev.perdure.storage.StoreFixture.get;
import static dev.perdure.storage.StoreFixture.put;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** More objects than there may be open files; run it in a shell with {@code ulimit -n 1024}. */
@Tag("long")
class ManyObjectsTest {
  private static final int ON_DISK = Integer.getInteger("perdure.objects", 50_000);
  private static final int ACTIVE = ON_DISK / 5;

  @TempDir Path root;

  @Test
  @EnabledOnOs(OS.LINUX)
  void objectsOnDiskAndActiveOnesNeedFewFiles() {
    try (StoreFixture state = new StoreFixture(root)) {
      long start = System.nanoTime();
      all(ON_DISK)
          .forEach(i -> {
            try (ObjectStore store = state.open(i)) {
              write(store, "first " + i);
            }
          });
      print(ON_DISK + " objects made", start, ON_DISK);

      start = System.nanoTime();
      List<ObjectStore> active = new ArrayList<>();
      for (int i = 0; i < ACTIVE; i++) {
        ObjectStore store = state.open(i * 5);
        store.endTurn().join();
        active.add(store);
      }
      for (int round = 0; round < 3; round++) {
        int before = round;
        all(ACTIVE)
            .forEach(i -> {
              ObjectStore store = active.get(i);
              assertThat(get(store, "k")).isEqualTo(before == 0 ? "first " + i * 5 : before + "");
              write(store, String.valueOf(before + 1));
            });
      }
      print(ACTIVE + " active, 3 turns each", start, 3 * ACTIVE);
      assertThat(state.folder.open().count()).isLessThan(ACTIVE);
      active.forEach(ObjectStore::close);
      assertThat(all(ON_DISK).filter(i -> kept(state, i)).count()).isEqualTo(ON_DISK);
    }
  }

  private static boolean kept(StoreFixture state, int i) {
    try (ObjectStore store = state.open(i)) {
      return (i % 5 == 0 ? "3" : "first " + i).equals(get(store, "k"));
    }
  }

  private static IntStream all(int count) {
    return IntStream.range(0, count).parallel();
  }

  private static void write(ObjectStore store, String value) {
    put(store, "k", value);
    store.endTurn().join();
  }

  private static void print(String what, long start, int turns) {
    long micros = (System.nanoTime() - start) / 1000 / turns;
    System.out.printf("%s: %d us each, %d open files%n", what, micros, openFiles());
  }

  private static int openFiles() {
    String[] files = Path.of("/proc/self/fd").toFile().list();
    assertThat(Files.isDirectory(Path.of("/proc/self/fd"))).isTrue();
    return files == null ? 0 : files.length;
  }
}
