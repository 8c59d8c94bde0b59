package dev.perdure.storage.sqlite;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Properties;
import org.sqlite.Function;
import org.sqlite.SQLiteConnection;
import org.sqlite.core.DB;
import org.sqlite.jdbc4.JDBC4Connection;

/** An open SQLite database file. */
public final class Database implements AutoCloseable {
  private final SQLiteConnection connection;
  private final DB db;

  private Database(SQLiteConnection connection) {
    this.connection = connection;
    this.db = connection.getDatabase();
  }

  /**
   * Opens the file, or creates it; what another has locked is not waited for.
   *
   * @throws SqliteFault if it cannot be opened
   */
  public static Database open(Path file) {
    String name = file.toAbsolutePath().toUri().toString();
    try {
      SQLiteConnection connection =
          new JDBC4Connection("jdbc:sqlite:" + name, name, new Properties());
      connection.setBusyTimeout(0);
      return new Database(connection);
    } catch (SQLException e) {
      throw SqliteFault.from(e);
    }
  }

  /** Compiles the first statement of {@code sql}. */
  public Statement prepare(String sql) {
    try {
      return new Statement(connection.prepareStatement(sql));
    } catch (SQLException e) {
      throw SqliteFault.from(e);
    }
  }

  /** Runs every statement of {@code sql}, which has neither parameters nor rows of interest. */
  public void run(String sql) {
    try {
      int code = db._exec(sql);
      if (code != 0) {
        db.throwex(code);
      }
    } catch (SQLException e) {
      throw SqliteFault.from(e);
    }
  }

  /** The first column of the first row of {@code sql}, as a whole number; 0 where there is none. */
  public long number(String sql) {
    try (Statement statement = prepare(sql)) {
      return statement.step() ? statement.integer(0) : 0;
    }
  }

  /**
   * Says whether {@code LIKE} minds the case of letters in statements that are compiled from now
   * on. SQLite has a PRAGMA for that, which the library's build leaves out.
   */
  public void likeMindsCase(boolean minds) {
    try {
      for (int arguments = 2; arguments <= 3; arguments++) {
        if (minds) {
          Function.create(
              connection, "like", new ExactLike(), arguments, Function.FLAG_DETERMINISTIC);
        } else {
          Function.destroy(connection, "like", arguments);
        }
      }
    } catch (SQLException e) {
      throw SqliteFault.from(e);
    }
  }

  /** Sets an upper bound for what SQLite accepts. */
  public void limit(Limit limit, int value) {
    try {
      db.limit(limit.id, value);
    } catch (SQLException e) {
      throw SqliteFault.from(e);
    }
  }

  /**
   * Copies the database as it is in this connection to a new file.
   *
   * @throws SqliteFault if it cannot be read or written
   */
  public void copyTo(Path file) {
    try {
      int code = db.backup("main", file.toAbsolutePath().toString(), null);
      if (code != 0) {
        db.throwex(code);
      }
    } catch (SQLException e) {
      throw SqliteFault.from(e);
    }
  }

  /** How many rows the last statement that writes has changed. */
  public long changes() {
    try {
      return db.changes();
    } catch (SQLException e) {
      throw SqliteFault.from(e);
    }
  }

  /** How many rows were changed since the database was opened, by triggers too. */
  public long totalChanges() {
    try {
      return db.total_changes();
    } catch (SQLException e) {
      throw SqliteFault.from(e);
    }
  }

  /** Has the statement that runs now fail; may be called on any thread. */
  public void interrupt() {
    try {
      db.interrupt();
    } catch (SQLException e) {
      throw SqliteFault.from(e);
    }
  }

  /** Closes the file; every statement must have been closed before. */
  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw SqliteFault.from(e);
    }
  }

  /** What can be bounded; the numbers are those of SQLite's {@code sqlite3_limit}. */
  public enum Limit {
    /** Bytes of a value or row. */
    LENGTH(0),
    /** Bytes of a statement. */
    SQL_LENGTH(1),
    /** Columns of a table, index, view or result. */
    COLUMN(2),
    /** Depth of an expression. */
    EXPR_DEPTH(3),
    /** Terms of a compound select. */
    COMPOUND_SELECT(4),
    /** Instructions of a compiled statement. */
    VDBE_OP(5),
    /** Arguments of a function. */
    FUNCTION_ARG(6),
    /** Attached databases. */
    ATTACHED(7),
    /** Bytes of a LIKE or GLOB pattern. */
    LIKE_PATTERN_LENGTH(8),
    /** Highest number of a parameter. */
    VARIABLE_NUMBER(9),
    /** Depth of triggers. */
    TRIGGER_DEPTH(10),
    /** Auxiliary threads of a statement. */
    WORKER_THREADS(11);

    private final int id;

    Limit(int id) {
      this.id = id;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
