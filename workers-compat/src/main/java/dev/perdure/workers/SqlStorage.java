package dev.perdure.workers;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The object's SQL database.
 *
 * @see <a href="https://developers.cloudflare.com/durable-objects/api/sql-storage/">SQL storage</a>
 */
public interface SqlStorage {
  /**
   * Runs one or several statements; the rows are those of the last.
   *
   * @param bindings for the {@code ?} of the last: null, numbers, texts, booleans, {@code byte[]},
   *     enums, or instants as milliseconds
   */
  SqlCursor exec(String statements, @Nullable Object... bindings);

  /** The rows of a query as records, whose components have the names of the columns. */
  default <T> List<T> query(Class<T> row, String query, @Nullable Object... bindings) {
    return exec(query, bindings).toList(row);
  }

  /** The size of the database in bytes. */
  long databaseSize();
}
