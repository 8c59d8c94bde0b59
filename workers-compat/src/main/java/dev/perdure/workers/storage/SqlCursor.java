package dev.perdure.workers.storage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The result of a SQL statement, read row by row. Confined to the thread of its storage. */
public interface SqlCursor extends AutoCloseable {
  /** The names of the columns, repeated ones included. */
  List<String> columnNames();

  /** Goes to the next row, the first at first; false at the end. */
  boolean next();

  /**
   * The value in this row: null, {@link Long}, {@link Double}, {@link String} or {@code byte[]}.
   */
  @Nullable Object value(int column);

  /** How many rows were read so far. */
  long rowsRead();

  /** How many rows were written so far. */
  long rowsWritten();

  /** Whether the statement had been compiled before, for tests of the cache. */
  boolean isReused();

  @Override
  void close();
}
