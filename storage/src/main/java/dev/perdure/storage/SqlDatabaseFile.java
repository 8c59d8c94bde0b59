package dev.perdure.storage;

import dev.perdure.storage.BindingDatabase.Access;
import dev.perdure.workers.binding.SqlDatabase;
import dev.perdure.workers.message.GuestException;
import dev.perdure.workers.storage.SqlCursor;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A D1 database in a file of its own, as miniflare keeps it: with the SQL, the limits and the
 * errors of a Durable Object. Thread-safe.
 */
public final class SqlDatabaseFile implements SqlDatabase {
  private static final Pattern COMMENT = Pattern.compile("^\\s+--.*", Pattern.MULTILINE);

  // Where the peer keeps its bookmarks; statements see that there is such a table.
  private static final String METADATA =
      "CREATE TABLE IF NOT EXISTS _cf_METADATA (key INTEGER PRIMARY KEY, value BLOB)";

  private final BindingDatabase database;
  private final InstantSource clock;

  /** The database whose state is called {@code id}. */
  public SqlDatabaseFile(StateFolder state, String id, InstantSource clock) {
    this.database = state.bindings("d1", "miniflare-D1DatabaseObject").database(id, "");
    this.clock = clock;
  }

  @Override
  public CompletableFuture<List<Result>> run(List<Query> queries) {
    List<Query> statements =
        queries.stream()
            .filter(query -> !COMMENT.matcher(query.sql()).replaceAll("").isBlank())
            .toList();
    if (statements.isEmpty()) {
      return CompletableFuture.failedFuture(GuestException.error("No SQL statements detected."));
    }
    return database.write(access -> {
      List<Result> results = new ArrayList<>();
      for (Query query : statements) {
        results.add(run(access, query));
      }
      access.database().run(METADATA);
      return results;
    });
  }

  private static Result run(Access access, Query query) {
    long start = System.nanoTime();
    long changes = access.database().totalChanges();
    long rowId = access.database().number("SELECT last_insert_rowid()");
    long size = size(access);
    try (SqlCursor cursor = access.sql().exec(query.sql(), query.parameters())) {
      List<String> columns = cursor.columnNames();
      List<Row> rows = new ArrayList<>();
      while (cursor.next()) {
        List<@Nullable Object> row = new ArrayList<>(columns.size());
        for (int i = 0; i < columns.size(); i++) {
          row.add(cursor.value(i));
        }
        rows.add(Row.of(row));
      }
      long changed = access.database().totalChanges() - changes;
      long rowIdAfter = access.database().number("SELECT last_insert_rowid()");
      long sizeAfter = size(access);
      return new Result(
          columns,
          rows,
          new Meta(
              Duration.ofNanos(System.nanoTime() - start),
              changed,
              rowIdAfter,
              changed != 0 || rowIdAfter != rowId || sizeAfter != size,
              sizeAfter,
              cursor.rowsRead(),
              cursor.rowsWritten()));
    }
  }

  private static long size(Access access) {
    return access.database().number("PRAGMA page_count")
        * access.database().number("PRAGMA page_size");
  }

  @Override
  public String bookmark() {
    Instant now = clock.instant();
    return "%08x-%08x-%08x-%032x".formatted(now.getEpochSecond(), now.getNano(), 0, 0);
  }
}
