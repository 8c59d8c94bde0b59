package dev.perdure.workers;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A row of a result. Immutable. */
public interface SqlRow {
  /**
   * The value in a column: null, {@code Long}, {@code Double}, {@code String} or {@code byte[]}.
   */
  @Nullable Object get(String column);

  /** The value in a column, unless it is NULL, as a number, text, boolean, enum or instant. */
  <T> Optional<T> get(String column, Class<T> type);

  /** The values in the order of the columns. */
  List<@Nullable Object> values();

  /** The row as a record. */
  <T> T as(Class<T> type);
}
