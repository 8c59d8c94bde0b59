package dev.perdure.storage.history;

import java.io.IOException;
import java.io.RandomAccessFile;

/** The first page of a SQLite database. */
final class DatabaseHeader {
  private static final int PAGE_SIZE = 16;
  private static final int CELLS = 103;
  private static final int LARGEST = 65536;

  private DatabaseHeader() {}

  static int pageSize(RandomAccessFile database) throws IOException {
    database.seek(PAGE_SIZE);
    int size = database.readUnsignedShort();
    return size == 1 ? LARGEST : size;
  }

  /** Whether the database has neither tables nor further pages. */
  static boolean isNew(RandomAccessFile database) throws IOException {
    if (database.length() != pageSize(database)) {
      return false;
    }
    database.seek(CELLS);
    return database.readUnsignedShort() == 0;
  }
}
