package dev.perdure.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The write-ahead log beside a database file. SQLite holds no locks on it, so it may be opened and
 * closed here without dropping any. Thread-safe.
 */
final class WalFile {
  private final Path file;
  private boolean folderForced;

  WalFile(Path database) {
    this.file = database.resolveSibling(database.getFileName() + "-wal");
  }

  /** Makes every frame written before the call durable, at first with the names of the files. */
  synchronized void force() throws IOException {
    if (!folderForced && file.getParent() != null) {
      Folders.force(file.getParent());
      folderForced = true;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(false);
    } catch (NoSuchFileException _) {
      // SQLite removes the log only after it has copied it to the database and synced that.
    }
  }
}
