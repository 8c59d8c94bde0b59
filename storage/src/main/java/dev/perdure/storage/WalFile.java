package dev.perdure.storage;

import dev.perdure.storage.file.Folders;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The write-ahead log beside a database file. SQLite holds no locks on it, so it may be opened and
 * closed here without dropping any. It is opened for writing, which a sync needs. Thread-safe.
 */
final class WalFile {
  private final Path file;
  private boolean folderForced;

  WalFile(Path database) {
    this.file = database.resolveSibling(database.getFileName() + "-wal");
  }

  /** Makes every frame written before the call durable, at first with the names of the files. */
  void force() throws IOException {
    try (RandomAccessFile wal = open()) {
      force(wal);
    }
  }

  /** The same for the open file. On a thread that nobody interrupts. */
  synchronized void force(@Nullable RandomAccessFile wal) throws IOException {
    if (!folderForced && file.getParent() != null) {
      Folders.force(file.getParent());
      folderForced = true;
    }
    if (wal != null) {
      wal.getChannel().force(false);
    }
  }

  /** The bytes of the file, 0 where there is none. */
  long size() {
    return file.toFile().length();
  }

  /** Opens the file; null where SQLite has removed it, after it has synced the database file. */
  @Nullable RandomAccessFile open() throws IOException {
    if (!Files.exists(file)) {
      return null;
    }
    try {
      return new RandomAccessFile(file.toFile(), "rw");
    } catch (FileNotFoundException e) {
      if (Files.exists(file)) {
        throw e;
      }
      return null;
    }
  }
}
