package dev.perdure.workers;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** The rows of a statement, read once, from the first to the last. */
public interface SqlCursor extends Iterable<SqlRow> {
  /** The names of the columns. */
  List<String> columnNames();

  /** The rows that were not read yet, each as it is asked for. */
  @Override
  Iterator<SqlRow> iterator();

  /** The rows that were not read yet. */
  List<SqlRow> toList();

  /**
   * The rows that were not read yet, each as a record whose components have the names of the
   * columns ({@code createdAt} reads the column {@code created_at} too), or, where there is one
   * column, as its value.
   */
  <T> List<T> toList(Class<T> row);

  /**
   * The only row.
   *
   * @throws WorkerException if there is none or more than one
   */
  SqlRow one();

  /** The only row as a record or value. */
  <T> T one(Class<T> row);

  /** The first row, if there is one, as a record or value. */
  <T> Optional<T> first(Class<T> row);

  /** How many rows were read so far. */
  long rowsRead();

  /** How many rows were written so far. */
  long rowsWritten();
}
