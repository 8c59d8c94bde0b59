package dev.perdure.storage;

import dev.perdure.storage.sql.SqlSplitter;
import dev.perdure.storage.sqlite.Database;
import dev.perdure.storage.sqlite.SqliteFault;
import dev.perdure.storage.sqlite.Statement;
import dev.perdure.workers.message.GuestException;
import dev.perdure.workers.storage.SqlCursor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs a guest's SQL. Confined like the database. */
final class GuestSql implements AutoCloseable {
  private static final int CACHED = 200;

  private final Database database;
  private final Runnable beforeWrite;
  private final Map<String, Statement> idle = new LinkedHashMap<>(16, 0.75f, true);
  private final Set<Cursor> open = new HashSet<>();

  GuestSql(Database database, Runnable beforeWrite) {
    this.database = database;
    this.beforeWrite = beforeWrite;
  }

  SqlCursor exec(String sql, List<@Nullable Object> bindings) {
    List<String> parts = SqlSplitter.split(sql);
    for (String part : parts.subList(0, parts.size() - 1)) {
      Statement statement = take(part);
      if (statement.parameterCount() != 0) {
        give(part, statement);
        throw GuestException.error(
            "When executing multiple SQL statements in a single call, only the last statement can"
                + " have parameters.");
      }
      new Cursor(part, statement).close();
    }
    String last = parts.getLast();
    Statement statement = take(last);
    if (statement.parameterCount() != bindings.size()) {
      give(last, statement);
      throw GuestException.error("Wrong number of parameter bindings for SQL query.");
    }
    for (int i = 0; i < bindings.size(); i++) {
      statement.bind(i + 1, bindings.get(i));
    }
    return new Cursor(last, statement);
  }

  private Statement take(String sql) {
    beforeWrite.run();
    Statement statement = idle.remove(sql);
    try {
      return statement == null ? database.prepare(sql) : statement;
    } catch (SqliteFault e) {
      throw error(e);
    }
  }

  private void give(String sql, Statement statement) {
    statement.reset();
    Statement other = idle.put(sql, statement);
    if (other != null) {
      other.close();
    } else if (idle.size() > CACHED) {
      var oldest = idle.entrySet().iterator();
      oldest.next().getValue().close();
      oldest.remove();
    }
  }

  static GuestException error(SqliteFault fault) {
    String extended =
        fault.extendedName().isEmpty() ? "" : " (extended: " + fault.extendedName() + ")";
    return GuestException.error(fault.text() + ": " + fault.codeName() + extended);
  }

  @Override
  public void close() {
    List.copyOf(open).forEach(Cursor::close);
    idle.values().forEach(Statement::close);
    idle.clear();
  }

  /** Reads one row ahead, so that a statement is free again with its last row. */
  private final class Cursor implements SqlCursor {
    private final String sql;
    private final List<String> names;
    private @Nullable Statement statement;
    private @Nullable Object[] row = {};
    private long rowsRead;
    private long rowsWritten;

    private Cursor(String sql, Statement statement) {
      this.sql = sql;
      this.statement = statement;
      this.names = statement.columnNames();
      open.add(this);
      step();
    }

    @Override
    public List<String> columnNames() {
      return names;
    }

    @Override
    public boolean next() {
      Statement current = statement;
      if (current == null) {
        row = new Object[0];
        return false;
      }
      @Nullable Object[] values = new Object[names.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = current.value(i);
      }
      row = values;
      step();
      return true;
    }

    private void step() {
      if (statement == null) {
        return;
      }
      long before = database.totalChanges();
      try {
        if (statement.step()) {
          rowsRead++;
        } else {
          close();
        }
      } catch (SqliteFault e) {
        close();
        throw error(e);
      } finally {
        rowsWritten += database.totalChanges() - before;
      }
    }

    @Override
    public @Nullable Object value(int column) {
      return row[column];
    }

    @Override
    public long rowsRead() {
      return rowsRead;
    }

    @Override
    public long rowsWritten() {
      return rowsWritten;
    }

    @Override
    public void close() {
      if (statement != null) {
        open.remove(this);
        give(sql, statement);
        statement = null;
      }
    }

    @Override
    public String toString() {
      return sql + Arrays.toString(new ArrayList<>(names).toArray());
    }
  }
}
