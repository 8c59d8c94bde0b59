package dev.perdure.storage;

import dev.perdure.storage.file.Folders;
import dev.perdure.storage.sqlite.Database;
import dev.perdure.storage.sqlite.SqliteFault;
import dev.perdure.storage.sqlite.Statement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The database file of a binding, opened when it is first used. One task at a time runs on it, on
 * threads that may wait. Thread-safe.
 */
public final class BindingDatabase {
  /** Something that is done with the database. */
  public interface Task<T> {
    /** Runs alone; {@code access} is not to be kept. */
    T run(Access access);
  }

  /** The database as a task sees it. */
  public static final class Access {
    private final Database database;
    private final Statements statements;
    private @Nullable GuestSql sql;
    private boolean changing;

    private Access(Database database) {
      this.database = database;
      this.statements = new Statements(database);
    }

    /** What a guest's statements run in, with the limits of an object. */
    GuestSql sql() {
      if (sql == null) {
        Opening.limit(database, StorageOptions.DEFAULT);
        sql = new GuestSql(database, new Faults(database, () -> changing), () -> {});
      }
      return sql;
    }

    /** The database. */
    public Database database() {
      return database;
    }

    /** A compiled statement, ready to be bound; to be reset before it is asked for again. */
    public Statement statement(String sql) {
      return statements.of(sql);
    }

    private void close() {
      if (sql != null) {
        sql.close();
      }
      statements.close();
      database.close();
    }
  }

  private final Path folder;
  private final Path file;
  private final String schema;
  private final Executor threads;
  private final DiskSync.Line line;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Access open;
  private boolean closed;

  BindingDatabase(Path folder, String name, String schema, Executor threads, DiskSync disk) {
    this.folder = folder;
    this.file = folder.resolve(name);
    this.schema = schema;
    this.threads = threads;
    WalFile wal = new WalFile(file);
    this.line = disk.line(wal::force);
  }

  /** Runs a task that only reads. */
  public <T> CompletableFuture<T> read(Task<T> task) {
    return CompletableFuture.supplyAsync(() -> locked(task), threads);
  }

  /** Runs a task as one transaction; completes when what it wrote is durable. */
  public <T> CompletableFuture<T> write(Task<T> task) {
    return CompletableFuture.supplyAsync(() -> locked(access -> transaction(access, task)), threads)
        .thenCompose(result -> line.submit().thenApply(nothing -> result));
  }

  private <T> T locked(Task<T> task) {
    lock.lock();
    try {
      return task.run(access());
    } finally {
      lock.unlock();
    }
  }

  private static <T> T transaction(Access access, Task<T> task) {
    access.database().run("BEGIN IMMEDIATE");
    access.changing = true;
    boolean done = false;
    try {
      T result = task.run(access);
      access.database().run("COMMIT");
      done = true;
      return result;
    } finally {
      access.changing = false;
      if (!done) {
        rollBack(access);
      }
    }
  }

  private static void rollBack(Access access) {
    if (access.sql != null) {
      access.sql.schemaChanged();
    }
    try {
      access.database().run("ROLLBACK");
    } catch (SqliteFault _) {
      // SQLite has rolled back by itself.
    }
  }

  private Access access() {
    if (closed) {
      throw new IllegalStateException("The database '" + file + "' is closed.");
    }
    Access known = open;
    if (known == null) {
      try {
        Folders.create(folder);
      } catch (IOException e) {
        throw StorageException.folderUnusable(file, e);
      }
      known = new Access(Opening.open(file));
      if (!schema.isEmpty()) {
        known.database().run(schema);
      }
      open = known;
    }
    return known;
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      if (open != null) {
        open.close();
      }
    } finally {
      lock.unlock();
    }
  }
}
