package dev.perdure.workers.binding;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A D1 database. Thread-safe.
 *
 * @see <a href="https://developers.cloudflare.com/d1/worker-api/">D1 Workers Binding API</a>
 */
public interface SqlDatabase {
  /**
   * Runs statements as one transaction, durably once the future completes; if one fails, nothing is
   * kept.
   */
  CompletableFuture<List<Result>> run(List<Query> queries);

  /** Names the state of the database as it is now; a later state has a greater name. */
  String bookmark();

  /**
   * A statement.
   *
   * @param parameters null, {@link Double}, {@link String} or {@code byte[]}
   */
  record Query(String sql, List<@Nullable Object> parameters) {
    public Query {
      Objects.requireNonNull(sql);
      parameters = Collections.unmodifiableList(new ArrayList<>(parameters));
    }

    /** A statement with these parameters. */
    public static Query of(String sql, List<@Nullable Object> parameters) {
      return new Query(sql, parameters);
    }
  }

  /**
   * A row of a result.
   *
   * @param values null, {@link Long}, {@link Double}, {@link String} or {@code byte[]}
   */
  record Row(List<@Nullable Object> values) {
    public Row {
      values = Collections.unmodifiableList(new ArrayList<>(values));
    }

    /** A row with these values. */
    public static Row of(List<@Nullable Object> values) {
      return new Row(values);
    }
  }

  /** What a statement gave. */
  record Result(List<String> columns, List<Row> rows, Meta meta) {
    public Result {
      columns = List.copyOf(columns);
      rows = List.copyOf(rows);
      Objects.requireNonNull(meta);
    }
  }

  /**
   * What a statement did.
   *
   * @param changes how many rows were changed
   * @param lastRowId the rowid that was inserted last, by whichever statement
   * @param changed whether the database is another one than before
   * @param size the bytes of the database afterwards
   */
  record Meta(
      Duration duration,
      long changes,
      long lastRowId,
      boolean changed,
      long size,
      long rowsRead,
      long rowsWritten) {}
}
