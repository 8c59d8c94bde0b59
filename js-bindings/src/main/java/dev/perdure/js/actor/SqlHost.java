package dev.perdure.js.actor;

import dev.perdure.js.scope.Realm;
import dev.perdure.workers.message.GuestException;
import dev.perdure.workers.storage.ActorStorage;
import dev.perdure.workers.storage.SqlCursor;
import java.util.ArrayList;
import java.util.List;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/** What {@code lib/sql.js} calls. Cursors are opaque to the script. */
public final class SqlHost {
  private final Realm realm;
  private final ActorStorage storage;

  public SqlHost(Realm realm) {
    this.realm = realm;
    this.storage = StorageHost.site(realm).storage();
  }

  /** Refuses SQL for classes that are not backed by SQLite. */
  @HostAccess.Export
  public void requireSql(String api) {
    new StorageHost(realm).requireSql(api);
  }

  /** Runs statements; {@code bindings} are null, numbers, strings, buffers or views. */
  @HostAccess.Export
  public Object exec(String query, Value bindings) {
    List<@Nullable Object> values = new ArrayList<>((int) bindings.getArraySize());
    for (long i = 0; i < bindings.getArraySize(); i++) {
      Value value = bindings.getArrayElement(i);
      if (value.isNull()) {
        values.add(null);
      } else if (value.isString()) {
        values.add(value.asString());
      } else if (value.isNumber()) {
        values.add(value.asDouble());
      } else {
        values.add(realm.bytes(value));
      }
    }
    try {
      return storage.exec(query, values);
    } catch (GuestException e) {
      throw realm.raise(e);
    }
  }

  /** The values of the next row, or null at the end. */
  @HostAccess.Export
  public @Nullable Object row(Object cursor) {
    SqlCursor rows = (SqlCursor) cursor;
    try {
      if (!rows.next()) {
        return null;
      }
      @Nullable Object[] row = new @Nullable Object[rows.columnNames().size()];
      for (int i = 0; i < row.length; i++) {
        row[i] = value(rows, i);
      }
      return row;
    } catch (GuestException e) {
      throw realm.raise(e);
    }
  }

  /**
   * The values of the next rows, one row after the other; those of fewer than {@code most} at the
   * end.
   */
  @HostAccess.Export
  public @Nullable Object[] rows(Object cursor, int most) {
    SqlCursor rows = (SqlCursor) cursor;
    List<@Nullable Object> values = new ArrayList<>();
    try {
      for (int n = 0; n < most && rows.next(); n++) {
        int width = rows.columnNames().size();
        for (int i = 0; i < width; i++) {
          values.add(value(rows, i));
        }
      }
    } catch (GuestException e) {
      throw realm.raise(e);
    }
    return values.toArray();
  }

  private @Nullable Object value(SqlCursor rows, int column) {
    Object value = rows.value(column);
    return switch (value) {
      case Long number -> (double) number;
      case byte[] bytes -> realm.arrayBuffer(bytes);
      case null -> null;
      default -> value;
    };
  }

  @HostAccess.Export
  public String[] columnNames(Object cursor) {
    return ((SqlCursor) cursor).columnNames().toArray(String[]::new);
  }

  @HostAccess.Export
  public double rowsRead(Object cursor) {
    return ((SqlCursor) cursor).rowsRead();
  }

  @HostAccess.Export
  public double rowsWritten(Object cursor) {
    return ((SqlCursor) cursor).rowsWritten();
  }

  @HostAccess.Export
  public void close(Object cursor) {
    ((SqlCursor) cursor).close();
  }

  @HostAccess.Export
  public boolean isReused(Object cursor) {
    return ((SqlCursor) cursor).isReused();
  }

  /** The remainder, rows read, rows written and the number of statements. */
  @HostAccess.Export
  public Object[] ingest(String query) {
    try {
      ActorStorage.Ingested done = storage.ingest(query);
      return new Object[] {
        done.remainder(),
        (double) done.rowsRead(),
        (double) done.rowsWritten(),
        (double) done.statements()
      };
    } catch (GuestException e) {
      throw realm.raise(e);
    }
  }

  @HostAccess.Export
  public void limitPages(int most) {
    storage.limitPages(most);
  }

  @HostAccess.Export
  public double databaseSize() {
    return storage.databaseSize();
  }
}
