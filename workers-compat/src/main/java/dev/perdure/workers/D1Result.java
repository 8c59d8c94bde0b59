package dev.perdure.workers;

import java.time.Duration;
import java.util.List;

/** What a statement gave. Immutable. */
public interface D1Result {
  /** The rows. */
  List<SqlRow> rows();

  /** The rows as records or another type. */
  default <T> List<T> rows(Class<T> type) {
    return rows().stream().map(row -> row.as(type)).toList();
  }

  /** The names of the columns. */
  List<String> columnNames();

  /** What the statement did. */
  Meta meta();

  /**
   * What a statement did.
   *
   * @param duration how long it took
   * @param changes how many rows it changed
   * @param lastRowId the rowid that was inserted last
   * @param changedDb whether the database is another one than before
   * @param sizeAfter the bytes of the database afterwards
   * @param rowsRead how many rows were read
   * @param rowsWritten how many rows were written
   */
  record Meta(
      Duration duration,
      long changes,
      long lastRowId,
      boolean changedDb,
      long sizeAfter,
      long rowsRead,
      long rowsWritten) {}
}
