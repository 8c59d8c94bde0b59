package dev.perdure.host.java;

import dev.perdure.workers.SqlRow;
import dev.perdure.workers.WorkerException;
import dev.perdure.workers.storage.SqlCursor;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows of a statement as a guest reads them. */
final class CursorView implements dev.perdure.workers.SqlCursor {
  private final Fibers fibers;
  private final SqlCursor cursor;

  CursorView(Fibers fibers, SqlCursor cursor) {
    this.fibers = fibers;
    this.cursor = cursor;
  }

  private @Nullable SqlRow take() {
    return fibers.call(() -> {
      if (!cursor.next()) {
        return null;
      }
      List<String> names = cursor.columnNames();
      List<@Nullable Object> values = new ArrayList<>(names.size());
      for (int i = 0; i < names.size(); i++) {
        values.add(cursor.value(i));
      }
      return new RowView(names, values);
    });
  }

  @Override
  public List<String> columnNames() {
    return fibers.call(cursor::columnNames);
  }

  @Override
  public Iterator<SqlRow> iterator() {
    return new Iterator<>() {
      private @Nullable SqlRow next = take();

      @Override
      public boolean hasNext() {
        return next != null;
      }

      @Override
      public SqlRow next() {
        SqlRow row = next;
        if (row == null) {
          throw new NoSuchElementException();
        }
        next = take();
        return row;
      }
    };
  }

  @Override
  public List<SqlRow> toList() {
    List<SqlRow> rows = new ArrayList<>();
    iterator().forEachRemaining(rows::add);
    return rows;
  }

  @Override
  public <T> List<T> toList(Class<T> type) {
    return toList().stream().map(row -> row.as(type)).toList();
  }

  @Override
  public SqlRow one() {
    SqlRow row = take();
    if (row == null) {
      throw WorkerException.error(
          "Expected exactly one result from SQL query, but got no results.");
    }
    if (take() != null) {
      fibers.act(cursor::close);
      throw WorkerException.error(
          "Expected exactly one result from SQL query, but got multiple results.");
    }
    return row;
  }

  @Override
  public <T> T one(Class<T> type) {
    return one().as(type);
  }

  @Override
  public <T> Optional<T> first(Class<T> type) {
    SqlRow row = take();
    fibers.act(cursor::close);
    return row == null ? Optional.empty() : Optional.ofNullable(row.as(type));
  }

  @Override
  public long rowsRead() {
    return fibers.call(cursor::rowsRead);
  }

  @Override
  public long rowsWritten() {
    return fibers.call(cursor::rowsWritten);
  }
}
