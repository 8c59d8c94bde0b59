package dev.perdure.storage;

import dev.perdure.storage.sqlite.Database;
import dev.perdure.storage.sqlite.Database.Limit;
import dev.perdure.storage.sqlite.SqliteFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens database files with the settings that durability and the guest's limits rest on. */
final class Opening {
  /**
   * Exclusive locking keeps the index of the log in memory: no shared-memory file, no lock calls in
   * a transaction. With synchronous NORMAL, SQLite syncs at a checkpoint and when the log starts
   * anew; the syncs of commits are ours.
   */
  private static final String SETTINGS =
      """
      PRAGMA locking_mode = EXCLUSIVE;
      PRAGMA synchronous = NORMAL;
      PRAGMA journal_mode = WAL;
      PRAGMA foreign_keys = ON;
      PRAGMA recursive_triggers = OFF;
      """;

  private Opening() {}

  static Database open(Path file) {
    try {
      if (!Files.exists(file)) {
        EmptyDatabase.create(file);
      }
    } catch (IOException e) {
      throw StorageException.folderUnusable(file, e);
    }
    try {
      Database database = Database.open(file);
      try {
        database.run(SETTINGS);
        return database;
      } catch (SqliteFault e) {
        database.close();
        throw e;
      }
    } catch (SqliteFault e) {
      throw e.isBusy()
          ? StorageException.locked(file, e)
          : StorageException.unreadable(file, e.text(), e);
    }
  }

  /** Bounds what a guest may ask for. Values: workerd's sqlite.c++, setupSecurity. */
  static void limit(Database database, StorageOptions options) {
    long pages = options.mostObjectBytes() / database.number("PRAGMA page_size");
    database.run("PRAGMA max_page_count = " + pages);
    database.limit(Limit.LENGTH, 4 * 1024 * 1024);
    database.limit(Limit.SQL_LENGTH, 100_000 + "EXPLAIN ".length());
    database.limit(Limit.COLUMN, 100);
    database.limit(Limit.EXPR_DEPTH, 100);
    database.limit(Limit.COMPOUND_SELECT, 5);
    database.limit(Limit.VDBE_OP, 25_000);
    database.limit(Limit.FUNCTION_ARG, 127);
    database.limit(Limit.ATTACHED, 0);
    database.limit(Limit.LIKE_PATTERN_LENGTH, 50);
    database.limit(Limit.VARIABLE_NUMBER, 100);
    database.limit(Limit.TRIGGER_DEPTH, 10);
    database.limit(Limit.WORKER_THREADS, 0);
  }
}
