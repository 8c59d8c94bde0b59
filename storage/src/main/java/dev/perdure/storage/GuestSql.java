package dev.perdure.storage;

import dev.perdure.storage.sql.ErrorOffset;
import dev.perdure.storage.sql.Guard;
import dev.perdure.storage.sql.SqlRefusal;
import dev.perdure.storage.sql.SqlSplitter;
import dev.perdure.storage.sql.Verdict;
import dev.perdure.storage.sqlite.Database;
import dev.perdure.storage.sqlite.SqliteFault;
import dev.perdure.storage.sqlite.Statement;
import dev.perdure.workers.message.GuestException;
import dev.perdure.workers.storage.ActorStorage.Ingested;
import dev.perdure.workers.storage.SqlCursor;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Runs a guest's SQL. Confined like the database. */
final class GuestSql implements AutoCloseable {
  private static final int MOST_BYTES = 100_000;
  private static final int MOST_CACHED = 200;

  /** Settings that end with the connection. */
  private static final Pattern KEPT =
      Pattern.compile(
          "foreign_keys|recursive_triggers|case_sensitive_like", Pattern.CASE_INSENSITIVE);

  private final Database database;
  private final Faults faults;
  private final Runnable beforeWrite;
  private final Guard guard;
  private final OpenCursors open = new OpenCursors();
  private final Map<String, Compiled> idle = new LinkedHashMap<>(16, 0.75f, true);
  private int generation;
  private boolean setUp;

  GuestSql(Database database, Faults faults, Runnable beforeWrite) {
    this.database = database;
    this.faults = faults;
    this.beforeWrite = beforeWrite;
    this.guard = new Guard(database);
  }

  /** Forgets what was decided on the tables of before; call it when they may have changed. */
  void schemaChanged() {
    generation++;
    guard.schemaChanged();
  }

  /** Whether a cursor has rows left, or the connection was set up by a PRAGMA. */
  boolean isRunning() {
    open.reap();
    return !open.isEmpty() || setUp;
  }

  SqlCursor exec(String sql, List<@Nullable Object> bindings) {
    open.reap();
    requireShort(sql);
    List<String> parts = SqlSplitter.split(sql);
    for (String part : parts.subList(0, parts.size() - 1)) {
      runPart(part);
    }
    Compiled last = take(parts.getLast());
    if (last.statement().parameterCount() != bindings.size()) {
      give(last);
      throw GuestException.error("Wrong number of parameter bindings for SQL query.");
    }
    for (int i = 0; i < bindings.size(); i++) {
      last.statement().bind(i + 1, bindings.get(i));
    }
    return start(last);
  }

  /** Runs those statements of {@code sql} that are complete. */
  Ingested ingest(String sql) {
    long rowsRead = 0;
    long rowsWritten = 0;
    long statements = 0;
    int from = 0;
    for (int end = SqlSplitter.completeEnd(sql, 0);
        end >= 0;
        end = SqlSplitter.completeEnd(sql, from)) {
      try (SqlCursor cursor = exec(sql.substring(from, end), List.of())) {
        rowsRead += cursor.rowsRead();
        rowsWritten += cursor.rowsWritten();
      }
      statements++;
      from = end;
    }
    return new Ingested(sql.substring(from), rowsRead, rowsWritten, statements);
  }

  private void runPart(String part) {
    Compiled compiled = take(part);
    if (compiled.statement().parameterCount() != 0) {
      give(compiled);
      throw GuestException.error(
          "When executing multiple SQL statements in a single call, only the last statement can"
              + " have parameters.");
    }
    start(compiled).close();
  }

  private Cursor start(Compiled compiled) {
    Cursor cursor = null;
    try {
      if (compiled.verdict().writes()) {
        beforeWrite.run();
      }
      cursor = new Cursor(database, this, compiled);
      if (compiled.verdict().changesSchema()) {
        guard.runChange(cursor::step);
        schemaChanged();
      } else {
        cursor.step();
      }
      Boolean mindsCase = compiled.verdict().mindsCase();
      if (mindsCase != null) {
        database.likeMindsCase(mindsCase);
        generation++;
      }
      if (compiled.verdict().analyzes() && cursor.run().ended()) {
        guard.dropSamples();
        schemaChanged();
      }
      open.add(cursor);
      return cursor;
    } catch (SqlRefusal e) {
      throw GuestException.error(e.text());
    } catch (SqliteFault e) {
      throw faults.guest(e);
    } finally {
      if (cursor == null) {
        give(compiled);
      } else if (compiled.verdict().changesSchema()) {
        cursor.close();
      }
    }
  }

  private Compiled take(String sql) {
    Compiled cached = idle.remove(sql);
    if (cached != null && cached.generation() == generation) {
      return cached.again();
    }
    if (cached != null) {
      cached.statement().close();
    }
    return compile(sql);
  }

  private Compiled compile(String sql) {
    String bare = SqlSplitter.withoutLeadingBlank(sql);
    if (bare.isEmpty()) {
      throw GuestException.error("SQL code did not contain a statement.");
    }
    Statement statement = null;
    try {
      Verdict verdict = guard.checkPragma(bare);
      setUp |= verdict != null && KEPT.matcher(bare).find();
      statement = prepare(sql, bare);
      if (verdict == null) {
        verdict = guard.check(bare);
      }
      Compiled compiled = new Compiled(sql, statement, verdict, generation, false);
      statement = null;
      return compiled;
    } catch (SqlRefusal e) {
      throw GuestException.error(e.text());
    } catch (SqliteFault e) {
      throw faults.guest(e);
    } finally {
      if (statement != null) {
        statement.close();
      }
    }
  }

  private Statement prepare(String sql, String bare) {
    try {
      return database.prepare(bare);
    } catch (SqliteFault e) {
      throw faults.guest(e, ErrorOffset.of(database, sql, e));
    }
  }

  /** Takes a statement back whose run has ended. */
  void give(Compiled compiled) {
    compiled.statement().reset();
    if (!compiled.statement().usable()) {
      return;
    }
    Compiled other = idle.put(compiled.sql(), compiled);
    if (other != null) {
      other.statement().close();
    } else if (idle.size() > MOST_CACHED) {
      var oldest = idle.entrySet().iterator();
      oldest.next().getValue().statement().close();
      oldest.remove();
    }
  }

  /** Turns a fault while a cursor moves into what the guest sees. */
  GuestException fault(SqliteFault e) {
    return faults.guest(e);
  }

  private static void requireShort(String sql) {
    if (sql.length() > MOST_BYTES / 3 && sql.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
      throw GuestException.error("statement too long: SQLITE_TOOBIG");
    }
  }

  /** Ends every cursor and lets every statement go. */
  @Override
  public void close() {
    open.closeAll();
    idle.values().forEach(compiled -> compiled.statement().close());
    idle.clear();
  }

  /** A statement that has passed the guard. */
  record Compiled(
      String sql, Statement statement, Verdict verdict, int generation, boolean reused) {
    Compiled again() {
      return reused ? this : new Compiled(sql, statement, verdict, generation, true);
    }
  }
}
