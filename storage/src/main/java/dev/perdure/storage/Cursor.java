package dev.perdure.storage;

import dev.perdure.storage.GuestSql.Compiled;
import dev.perdure.storage.sql.RowCount;
import dev.perdure.storage.sqlite.Database;
import dev.perdure.storage.sqlite.SqliteFault;
import dev.perdure.storage.sqlite.Statement;
import dev.perdure.workers.storage.SqlCursor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a guest's statement. It is always one row ahead, so that a statement is free again
 * with its last row; the platform's counters show that too.
 */
final class Cursor implements SqlCursor {
  private final Database database;
  private final Run run;
  private final List<String> names;
  private final RowCount counting;
  private @Nullable Object[] row = {};
  private long rowsRead;
  private long rowsWritten;

  Cursor(Database database, GuestSql sql, Compiled compiled) {
    this.database = database;
    this.run = new Run(sql, compiled);
    this.names = compiled.statement().columnNames();
    this.counting = compiled.verdict().count();
    this.rowsWritten = counting.schemaRows();
  }

  @Override
  public List<String> columnNames() {
    return names;
  }

  @Override
  public boolean next() {
    Statement statement = run.statement();
    if (statement == null) {
      row = new Object[0];
      return false;
    }
    @Nullable Object[] values = new Object[names.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = statement.value(i);
    }
    row = values;
    try {
      step();
    } catch (SqliteFault e) {
      throw run.sql().fault(e);
    }
    return true;
  }

  /** Runs to the next row; the run ends where there is none. */
  void step() {
    Statement statement = run.statement();
    if (statement == null) {
      return;
    }
    long before = database.totalChanges();
    boolean another = false;
    try {
      another = statement.step();
    } finally {
      count(database.totalChanges() - before);
      if (another && counting.reads()) {
        rowsRead += counting.counts() && names.size() == 1 ? statement.integer(0) : 1;
      }
      rowsRead = Math.max(rowsRead, counting.least());
      if (!another) {
        close();
      }
    }
  }

  private void count(long changed) {
    if (changed > 0) {
      long direct = Math.min(changed, database.changes());
      rowsWritten += direct * counting.writesPerChange();
      rowsWritten += counting.direct() ? 0 : changed - direct;
      rowsRead += direct * counting.readsPerChange();
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
  public boolean isReused() {
    return run.compiled.reused();
  }

  @Override
  public void close() {
    run.end();
  }

  Run run() {
    return run;
  }

  /** What a cursor holds on to, so that it can be let go once nobody holds the cursor. */
  static final class Run {
    private final GuestSql sql;
    private final Compiled compiled;
    private boolean ended;

    private Run(GuestSql sql, Compiled compiled) {
      this.sql = sql;
      this.compiled = compiled;
    }

    private GuestSql sql() {
      return sql;
    }

    private @Nullable Statement statement() {
      return ended ? null : compiled.statement();
    }

    boolean ended() {
      return ended;
    }

    void end() {
      if (!ended) {
        ended = true;
        sql.give(compiled);
      }
    }
  }
}
