package dev.perdure.storage;

import static dev.perdure.storage.StoreFixture.get;
import static dev.perdure.storage.StoreFixture.id;
import static dev.perdure.storage.StoreFixture.put;
import static dev.perdure.storage.StoreFixture.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perdure.storage.history.HistoryLimits;
import dev.perdure.workers.message.GuestException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PointInTimeTest {
  private static final Instant START = Instant.parse("2026-05-01T00:00:00Z");

  @TempDir Path root;
  private Instant now = START;
  private StateFolder folder;
  private ClassStore objects;

  @BeforeEach
  void open() {
    open(HistoryLimits.USUAL);
  }

  private void open(HistoryLimits limits) {
    folder = StateFolder.open(root, StorageOptions.DEFAULT.history(limits).clock(() -> now));
    objects = folder.classStore("w-C", true);
  }

  @AfterEach
  void close() {
    folder.close();
  }

  private static void turn(ObjectStore store, String key, String value) {
    put(store, key, value);
    store.endTurn().join();
  }

  private static String bookmark(ObjectStore store) {
    String bookmark = store.currentBookmark();
    store.endTurn().join();
    return bookmark;
  }

  /** Restores in a session of its own and gives the bookmark that undoes it. */
  private String restore(String bookmark) {
    try (ObjectStore store = objects.open(id(1))) {
      return store.restoreAtNextStart(bookmark);
    }
  }

  @Test
  void aRestoredObjectHasTheStateOfTheBookmarkAndCanGoForwardAgain() {
    String before;
    String undo;
    try (ObjectStore store = objects.open(id(1))) {
      turn(store, "k", "old");
      rows(store, "CREATE TABLE t(v)");
      rows(store, "INSERT INTO t VALUES ('old')");
      before = bookmark(store);
      rows(store, "UPDATE t SET v = 'new'");
      rows(store, "CREATE TABLE u(v)");
      turn(store, "k", "new");
      undo = store.restoreAtNextStart(before);
    }
    try (ObjectStore store = objects.open(id(1))) {
      assertThat(get(store, "k")).isEqualTo("old");
      assertThat(rows(store, "SELECT v FROM t")).containsExactly(List.of("old"));
      assertThatThrownBy(() -> rows(store, "SELECT v FROM u")).hasMessageContaining("no such");
      turn(store, "k", "third");
      store.restoreAtNextStart(undo);
    }
    try (ObjectStore store = objects.open(id(1))) {
      assertThat(get(store, "k")).isEqualTo("new");
      assertThat(rows(store, "SELECT v FROM t")).containsExactly(List.of("new"));
      assertThat(rows(store, "SELECT v FROM u")).isEmpty();
    }
  }

  @Test
  void aBookmarkIncludesWhatItsTurnWritesAfterIt() {
    String bookmark;
    try (ObjectStore store = objects.open(id(1))) {
      bookmark = store.currentBookmark();
      turn(store, "k", "same turn");
      turn(store, "k", "later");
    }
    restore(bookmark);
    try (ObjectStore store = objects.open(id(1))) {
      assertThat(get(store, "k")).isEqualTo("same turn");
    }
  }

  @Test
  void bookmarksSortLikeTheTimeAndHaveThePlatformsShape() {
    List<String> bookmarks = new ArrayList<>();
    for (int session = 0; session < 3; session++) {
      try (ObjectStore store = objects.open(id(1))) {
        bookmarks.add(bookmark(store));
        bookmarks.add(bookmark(store));
        fill(store, 1200);
        bookmarks.add(bookmark(store));
        bookmarks.add(store.restoreAtNextStart(bookmarks.getFirst()));
      }
    }
    assertThat(bookmarks).isSorted().doesNotHaveDuplicates();
    assertThat(bookmarks)
        .allMatch(text -> text.matches("[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{32}"));
  }

  /** Writes so many pages. */
  private static void fill(ObjectStore store, int pages) {
    for (int i = 0; i < pages; i++) {
      put(store, "page" + i, "x".repeat(3000 + i % 100));
    }
    store.endTurn().join();
  }

  @Test
  void aBookmarkForATimeIsTheStateThatWasThere() {
    List<String> bookmarks = new ArrayList<>();
    try (ObjectStore store = objects.open(id(1))) {
      for (int i = 0; i < 5; i++) {
        turn(store, "k", "v" + i);
        now = now.plusSeconds(60);
      }
      for (int i = 0; i < 5; i++) {
        bookmarks.add(store.bookmarkFor(START.plusSeconds(60 * i + 30)));
      }
      assertThat(store.bookmarkFor(now.plusSeconds(1))).isEqualTo(bookmarks.getLast());
    }
    assertThat(bookmarks).isSorted();
    for (int i = 0; i < 5; i++) {
      restore(bookmarks.get(i));
      try (ObjectStore store = objects.open(id(1))) {
        assertThat(get(store, "k")).isEqualTo("v" + i);
      }
    }
  }

  @Test
  void beforeItsFirstWriteAnObjectWasEmpty() {
    try (ObjectStore store = objects.open(id(1))) {
      turn(store, "k", "v");
      now = now.plusSeconds(60);
      store.restoreAtNextStart(store.bookmarkFor(START.minusSeconds(60)));
    }
    try (ObjectStore store = objects.open(id(1))) {
      assertThat(get(store, "k")).isNull();
    }
  }

  @Test
  void timesOutsideTheWindowAreRefused() {
    try (ObjectStore store = objects.open(id(1))) {
      turn(store, "k", "v");
      now = now.plus(Duration.ofDays(31));
      assertThatThrownBy(() -> store.bookmarkFor(START.plusSeconds(1)))
          .isInstanceOf(GuestException.class)
          .hasMessageContaining("does not reach back so far");
    }
  }

  @Test
  void bookmarksOfOthersAreRefused() {
    try (ObjectStore store = objects.open(id(1));
        ObjectStore other = objects.open(id(2))) {
      String foreign = bookmark(other);
      for (String text : List.of(foreign, "nonsense", "")) {
        assertThatThrownBy(() -> store.restoreAtNextStart(text))
            .isInstanceOf(GuestException.class)
            .hasMessageContaining("'" + text + "' is not in the history");
      }
    }
  }

  @Test
  void theAlarmComesBackWithTheState() {
    Instant time = START.plusSeconds(1000);
    String bookmark;
    try (ObjectStore store = objects.open(id(1))) {
      store.setAlarm(time, false);
      bookmark = bookmark(store);
      store.setAlarm(null, false);
      store.endTurn().join();
    }
    restore(bookmark);
    try (ObjectStore store = objects.open(id(1))) {
      assertThat(store.alarm()).isEqualTo(time);
      assertThat(objects.pendingAlarms()).extracting(PendingAlarm::time).containsExactly(time);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void anyBookmarkOfARandomHistoryGivesItsState(long seed) {
    Random random = new Random(seed);
    TreeMap<String, String> states = new TreeMap<>();
    for (int session = 0; session < 6; session++) {
      String target = null;
      try (ObjectStore store = objects.open(id(1))) {
        rows(store, "CREATE TABLE IF NOT EXISTS t(id INTEGER PRIMARY KEY, v TEXT)");
        for (int turn = 0; turn < 20; turn++) {
          change(store, random);
          String state = state(store);
          states.put(store.currentBookmark(), state);
          store.endTurn().join();
        }
        if (random.nextBoolean()) {
          List<String> all = List.copyOf(states.keySet());
          String state = state(store);
          target = all.get(random.nextInt(all.size()));
          states.put(store.restoreAtNextStart(target), state);
        }
      }
      if (target != null) {
        try (ObjectStore restored = objects.open(id(1))) {
          assertThat(state(restored)).isEqualTo(states.get(target));
          assertThat(rows(restored, "PRAGMA quick_check")).containsExactly(List.of("ok"));
        }
      }
    }
    List<String> all = List.copyOf(states.keySet());
    for (int i = 0; i < 15; i++) {
      String bookmark = all.get(random.nextInt(all.size()));
      restore(bookmark);
      try (ObjectStore restored = objects.open(id(1))) {
        assertThat(state(restored)).as(bookmark).isEqualTo(states.get(bookmark));
      }
    }
  }

  private static void change(ObjectStore store, Random random) {
    switch (random.nextInt(6)) {
      case 0 -> fill(store, random.nextInt(400));
      case 1 -> rows(store, "DELETE FROM t WHERE id % 3 = ?", (double) random.nextInt(3));
      case 2 -> {
        store.deleteAll(true, false);
        rows(store, "CREATE TABLE IF NOT EXISTS t(id INTEGER PRIMARY KEY, v TEXT)");
      }
      default -> {
        for (int i = 0; i < 50; i++) {
          rows(store, "INSERT INTO t(v) VALUES (?)", "x".repeat(random.nextInt(2000)));
        }
      }
    }
  }

  private static String state(ObjectStore store) {
    return rows(store, "SELECT count(*), total(id), total(length(v)) FROM t")
        + " "
        + StoreFixture.keys(store, dev.perdure.workers.storage.KeyRange.ALL).size()
        + " "
        + get(store, "page7");
  }

  @Test
  void aCrashLosesNoHistory() throws Exception {
    String bookmark;
    Path copy = Files.createDirectory(root.resolve("copy"));
    ObjectStore store = objects.open(id(1));
    turn(store, "k", "old");
    bookmark = bookmark(store);
    turn(store, "k", "new");
    copy(root, copy);
    store.close();
    close();
    root = copy;
    open();
    restore(bookmark);
    try (ObjectStore restored = objects.open(id(1))) {
      assertThat(get(restored, "k")).isEqualTo("old");
    }
  }

  private static void copy(Path from, Path to) throws Exception {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        if (!file.startsWith(to) && !file.equals(from)) {
          Files.copy(
              file,
              to.resolve(from.relativize(file)),
              java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
  }

  @Test
  void aChangeByAnotherProgramEndsTheHistory() throws Exception {
    String bookmark;
    try (ObjectStore store = objects.open(id(1))) {
      turn(store, "k", "old");
      bookmark = bookmark(store);
      turn(store, "k", "new");
    }
    Path file = root.resolve("do/w-C/" + id(1).hex() + ".sqlite");
    try (RandomAccessFile database = new RandomAccessFile(file.toFile(), "rw")) {
      database.setLength(database.length() + 4096);
    }
    try (ObjectStore store = objects.open(id(1))) {
      assertThatThrownBy(() -> store.restoreAtNextStart(bookmark))
          .hasMessageContaining("is not in the history");
      String later = bookmark(store);
      turn(store, "k", "newer");
      store.restoreAtNextStart(later);
    }
    try (ObjectStore store = objects.open(id(1))) {
      assertThat(get(store, "k")).isEqualTo("new");
    }
  }

  @Test
  void theHistoryStaysWithinItsSize() throws Exception {
    close();
    long most = 2 * 1024 * 1024;
    open(new HistoryLimits(Duration.ofDays(30), most));
    String first;
    String last;
    try (ObjectStore store = objects.open(id(1))) {
      turn(store, "k", "v");
      first = bookmark(store);
      byte[] noise = new byte[100_000];
      for (int i = 0; i < 60; i++) {
        new Random(i).nextBytes(noise);
        store.put("noise", noise, false);
        turn(store, "k", "v" + i);
      }
      last = bookmark(store);
      fill(store, 10);
      assertThatThrownBy(() -> store.restoreAtNextStart(first))
          .hasMessageContaining("is not in the history");
      store.restoreAtNextStart(last);
    }
    try (ObjectStore store = objects.open(id(1));
        Stream<Path> files = Files.walk(root.resolve("history"))) {
      assertThat(get(store, "k")).isEqualTo("v59");
      assertThat(get(store, "page1")).isNull();
      assertThat(files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum())
          .isLessThan(most * 3 / 2);
    }
  }

  @Test
  void withoutSqliteOrHistoryThereIsNoRecovery() {
    String text =
        "This Durable Object's storage back-end does not implement point-in-time recovery.";
    try (ObjectStore store = folder.classStore("w-K", false).open(id(1))) {
      assertThatThrownBy(store::currentBookmark).hasMessage(text);
      assertThatThrownBy(() -> store.bookmarkFor(now)).hasMessage(text);
      assertThatThrownBy(() -> store.restoreAtNextStart("x")).hasMessage(text);
    }
    close();
    open(HistoryLimits.NONE);
    try (ObjectStore store = objects.open(id(1))) {
      assertThat(bookmark(store)).isLessThan(bookmark(store));
      assertThatThrownBy(() -> store.bookmarkFor(now)).hasMessage(text);
    }
  }

  @Test
  void anObjectWithALongHistoryOpensInSpiteOfAnOpenCursor() {
    try (ObjectStore store = objects.open(id(1))) {
      rows(store, "CREATE TABLE t(v)");
      rows(store, "INSERT INTO t VALUES (1), (2), (3)");
      store.endTurn().join();
      String bookmark = bookmark(store);
      var cursor = store.exec("SELECT v FROM t", List.of());
      fill(store, 1500);
      fill(store, 1600);
      assertThat(cursor.next()).isTrue();
      store.restoreAtNextStart(bookmark);
    }
    try (ObjectStore store = objects.open(id(1))) {
      assertThat(get(store, "page1")).isNull();
      assertThat(rows(store, "SELECT count(*) FROM t")).containsExactly(List.of(3L));
    }
  }
}
