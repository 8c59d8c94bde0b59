package dev.perdure.storage;

import static dev.perdure.storage.StoreFixture.get;
import static dev.perdure.storage.StoreFixture.id;
import static dev.perdure.storage.StoreFixture.put;
import static dev.perdure.storage.StoreFixture.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perdure.workers.message.GuestException;
import dev.perdure.workers.storage.KeyRange;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultsTest {
  @TempDir Path root;

  @Test
  void aFullDatabaseEndsTheTurnAndKeepsWhatWasCommitted() {
    StorageOptions small = StorageOptions.DEFAULT.mostObjectBytes(64 * 1024);
    try (StateFolder folder = StateFolder.open(root, small)) {
      ClassStore objects = folder.classStore("w-C", true);
      try (ObjectStore store = objects.open(id(1))) {
        put(store, "k", "v");
        store.endTurn().join();
        put(store, "l", "v");
        assertThatThrownBy(() -> put(store, "big", "x".repeat(100_000)))
            .isInstanceOf(GuestException.class)
            .hasMessage("database or disk is full: SQLITE_FULL");
        assertThatThrownBy(() -> store.get("k")).isInstanceOf(GuestException.class);
        assertThat(store.endTurn()).isCompletedExceptionally();
      }
      try (ObjectStore store = objects.open(id(1))) {
        assertThat(get(store, "k")).isEqualTo("v");
        assertThat(store.get("l")).isNull();
        assertThat(store.delete("k", false)).isTrue();
        store.endTurn().join();
      }
    }
  }

  @Test
  void anIndexThatDoesNotAgreeWithItsContentFailsTheStatementAlone() {
    try (StoreFixture state = new StoreFixture(root);
        ObjectStore store = state.open(1)) {
      rows(store, "CREATE TABLE content(a)");
      rows(store, "CREATE VIRTUAL TABLE f USING fts5(a, content=content)");
      rows(store, "INSERT INTO f(rowid, a) VALUES (1, 'one')");
      rows(store, "INSERT INTO content VALUES ('another text of several words')");
      assertThatThrownBy(() -> rows(store, "DELETE FROM f"))
          .hasMessage(
              "database disk image is malformed: SQLITE_CORRUPT (extended: SQLITE_CORRUPT_VTAB)");
      put(store, "k", "v");
      assertThat(store.endTurn()).succeedsWithin(Duration.ofSeconds(30));
    }
  }

  @Test
  void aDamagedPageFailsTheCallAndTheTurnButNoOtherObject() throws Exception {
    try (StoreFixture state = new StoreFixture(root)) {
      try (ObjectStore store = state.open(1)) {
        for (int i = 0; i < 100; i++) {
          put(store, "k" + i, "x".repeat(1000));
        }
        store.endTurn().join();
      }
      damage(root.resolve("do/worker-Counter/" + id(1).hex() + ".sqlite"));
      try (ObjectStore broken = state.open(1);
          ObjectStore other = state.open(2)) {
        assertThatThrownBy(() -> StoreFixture.keys(broken, KeyRange.ALL))
            .isInstanceOf(GuestException.class)
            .hasMessageContaining("SQLITE_CORRUPT");
        assertThatThrownBy(() -> put(broken, "k", "v")).isInstanceOf(GuestException.class);
        assertThat(broken.endTurn()).isCompletedExceptionally();
        put(other, "k", "v");
        other.endTurn().join();
      }
    }
  }

  /** Overwrites everything but the header and the schema. */
  private static void damage(Path file) throws Exception {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate((int) channel.size() - 4096), 4096);
    }
  }

  @Test
  void aFolderThatIsAFileIsRefusedByName() throws Exception {
    Path file = Files.writeString(root.resolve("file"), "x");
    assertThatThrownBy(() -> StateFolder.open(file))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("'" + file + "'");
  }

  @Test
  void aViolationThatIsFoundAtTheCommitRollsTheTurnBack() {
    try (StoreFixture state = new StoreFixture(root);
        ObjectStore store = state.open(1)) {
      rows(store, "CREATE TABLE p(a PRIMARY KEY)");
      rows(store, "CREATE TABLE c(a REFERENCES p(a) DEFERRABLE INITIALLY DEFERRED)");
      store.endTurn().join();
      put(store, "k", "v");
      rows(store, "INSERT INTO c VALUES (1)");
      assertThatThrownBy(() -> store.endTurn().join())
          .cause()
          .isInstanceOf(GuestException.class)
          .hasMessage(
              "Durable Object was reset and rolled back to its last known good state because the"
                  + " application left the database in a state where constraints were violated:"
                  + " FOREIGN KEY constraint failed: SQLITE_CONSTRAINT (extended:"
                  + " SQLITE_CONSTRAINT_FOREIGNKEY)");
      assertThat(store.get("k")).isNull();
      assertThat(store.uncommitted()).isFalse();
    }
  }

  @Test
  void anEmptyFileIsANewObject() throws Exception {
    try (StoreFixture state = new StoreFixture(root)) {
      Files.createFile(root.resolve("do/worker-Counter/" + id(1).hex() + ".sqlite"));
      try (ObjectStore store = state.open(1)) {
        put(store, "k", "v");
        store.endTurn().join();
      }
      try (ObjectStore store = state.open(1)) {
        assertThat(get(store, "k")).isEqualTo("v");
      }
    }
  }

  @Test
  void anInterruptOfTheThreadHarmsNothing() {
    try (StoreFixture state = new StoreFixture(root)) {
      Thread.currentThread().interrupt();
      try (ObjectStore store = state.open(1)) {
        put(store, "k", "v");
        CompletableFuture<Void> durable = store.endTurn();
        String bookmark = store.currentBookmark();
        store.restoreAtNextStart(bookmark);
        assertThat(Thread.interrupted()).as("still to be seen").isTrue();
        durable.join();
        Thread.currentThread().interrupt();
      }
      try (ObjectStore store = state.open(1)) {
        assertThat(get(store, "k")).isEqualTo("v");
      } finally {
        assertThat(Thread.interrupted()).as("still to be seen").isTrue();
      }
    }
  }

  @Test
  void aFolderThatCannotBeWrittenIsRefusedByName() throws Exception {
    Path folder = Files.createDirectory(root.resolve("state"));
    Files.writeString(folder.resolve("do"), "a file where a folder belongs");
    try (StateFolder state = StateFolder.open(folder)) {
      assertThatThrownBy(() -> state.classStore("w-C", true))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("'" + folder.resolve("do/w-C") + "'");
    }
  }

  @Test
  void aFileThatIsNoDatabaseIsNamedAndLeftAsItIs() throws Exception {
    try (StoreFixture state = new StoreFixture(root)) {
      Path file = root.resolve("do/worker-Counter/" + id(1).hex() + ".sqlite");
      Files.writeString(file, "not a database".repeat(100));
      assertThatThrownBy(() -> state.open(1))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("'" + file + "'")
          .hasMessageContaining("left as it is");
      assertThat(file).hasContent("not a database".repeat(100));
      try (ObjectStore other = state.open(2)) {
        put(other, "k", "v");
        other.endTurn().join();
      }
    }
  }

  @Test
  void aHistoryThatCannotBeWrittenLosesNoWrite() throws Exception {
    try (StoreFixture state = new StoreFixture(root)) {
      Path history = root.resolve("history/worker-Counter");
      Files.delete(history);
      Files.writeString(history, "a file where a folder belongs");
      try (ObjectStore store = state.open(1)) {
        for (int i = 0; i < 1500; i++) {
          put(store, "k" + i, "x".repeat(3000));
        }
        store.endTurn().join();
        put(store, "k", "v");
        store.endTurn().join();
      }
      try (ObjectStore store = state.open(1)) {
        assertThat(get(store, "k")).isEqualTo("v");
        assertThat(StoreFixture.keys(store, KeyRange.ALL)).hasSize(1501);
      }
    }
  }

  @Test
  void aLogThatCannotBeSyncedFailsTheTurnAndAllAfterIt() throws Exception {
    try (StoreFixture state = new StoreFixture(root)) {
      Path wal = root.resolve("do/worker-Counter/" + id(1).hex() + ".sqlite-wal");
      Path away = root.resolve("wal");
      try (ObjectStore store = state.open(1);
          ObjectStore other = state.open(2)) {
        put(store, "k", "v");
        store.endTurn().join();
        Files.move(wal, away);
        Files.createDirectory(wal);
        put(store, "k", "w");
        assertThatThrownBy(() -> store.endTurn().join())
            .cause()
            .isInstanceOf(StorageException.class)
            .hasMessageContaining("did not reach the disk");
        assertThat(store.endTurn()).isCompletedExceptionally();
        put(other, "k", "v");
        other.endTurn().join();
        Files.delete(wal);
        Files.move(away, wal);
      }
      try (ObjectStore store = state.open(1)) {
        assertThat(get(store, "k")).isIn("v", "w");
      }
    }
  }
}
