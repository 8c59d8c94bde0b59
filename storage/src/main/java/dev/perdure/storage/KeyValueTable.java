package dev.perdure.storage;

import dev.perdure.storage.sqlite.Database;
import dev.perdure.storage.sqlite.SqliteFault;
import dev.perdure.storage.sqlite.Statement;
import dev.perdure.workers.message.GuestException;
import dev.perdure.workers.storage.KeyRange;
import dev.perdure.workers.storage.KeyValueCursor;
import org.jspecify.annotations.Nullable;

/** The table of key-value pairs, made with the first write. Layout: workerd's sqlite-kv.c++. */
final class KeyValueTable {
  private static final String CREATE =
      "CREATE TABLE IF NOT EXISTS _cf_KV (key TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID";
  private static final String EXTERNALS = "_cf_EXTERNALS";
  private static final String GET = "SELECT value FROM _cf_KV WHERE key = ?";
  private static final String PUT =
      "INSERT INTO _cf_KV VALUES(?, ?) ON CONFLICT DO UPDATE SET value = excluded.value";
  private static final String DELETE = "DELETE FROM _cf_KV WHERE key = ?";
  private static final String DELETE_EXTERNALS = "DELETE FROM _cf_EXTERNALS WHERE key = ?";
  private static final String FROM = "SELECT key, value FROM _cf_KV WHERE key >= CAST(? AS TEXT)";
  private static final String TO = " AND key < CAST(? AS TEXT)";

  private final Database database;
  private final Statements statements;
  private final Faults faults;
  private final Runnable schemaChanged;
  private @Nullable Cursor cursor;
  private boolean exists;
  private boolean externals;

  KeyValueTable(Database database, Statements statements, Faults faults, Runnable schemaChanged) {
    this.database = database;
    this.statements = statements;
    this.faults = faults;
    this.schemaChanged = schemaChanged;
    refresh();
  }

  /** Looks again which tables there are; call it after a rollback. */
  void refresh() {
    exists = Tables.exists(statements, "_cf_KV");
    externals = Tables.exists(statements, EXTERNALS);
  }

  byte @Nullable [] get(String key) {
    if (!exists) {
      return null;
    }
    Statement get = statements.of(GET).bind(1, Keys.wellFormed(key));
    try {
      return get.step() ? get.blob(0) : null;
    } finally {
      get.reset();
    }
  }

  void put(String key, byte[] value) {
    create();
    statements.of(PUT).bind(1, Keys.wellFormed(key)).bind(2, value).run();
    dropExternals(key);
  }

  boolean delete(String key) {
    create();
    statements.of(DELETE).bind(1, Keys.wellFormed(key)).run();
    boolean was = database.changes() > 0;
    dropExternals(key);
    return was;
  }

  /** Whether a list has pairs left. */
  boolean isListing() {
    return cursor != null;
  }

  KeyValueCursor list(KeyRange range) {
    if (cursor != null) {
      cursor.cancel();
    }
    Keys keys = exists ? Keys.of(range) : null;
    if (keys == null || range.limit() == 0) {
      return new Cursor(null);
    }
    Statement list =
        statements.of(
            FROM
                + (keys.to() == null ? "" : TO)
                + (range.reverse() ? " ORDER BY key DESC" : " ORDER BY key")
                + (range.limit() < 0 ? "" : " LIMIT ?"));
    int parameter = 1;
    list.bind(parameter++, keys.from());
    if (keys.to() != null) {
      list.bind(parameter++, keys.to());
    }
    if (range.limit() >= 0) {
      list.bind(parameter, range.limit());
    }
    cursor = new Cursor(list);
    return cursor;
  }

  private void create() {
    if (!exists) {
      database.run(CREATE);
      schemaChanged.run();
      exists = true;
    }
  }

  /** A value that replaces another takes its tokens away; Perdure itself stores none yet. */
  private void dropExternals(String key) {
    if (externals) {
      statements.of(DELETE_EXTERNALS).bind(1, Keys.wellFormed(key)).run();
    }
  }

  /** The one list that may run at a time. */
  private final class Cursor implements KeyValueCursor {
    private @Nullable Statement statement;
    private boolean cancelled;

    private Cursor(@Nullable Statement statement) {
      this.statement = statement;
    }

    @Override
    public boolean next() {
      if (cancelled) {
        throw GuestException.error(
            "kv.list() iterator was invalidated because a new call to kv.list() was started. Only"
                + " one kv.list() iterator can exist at a time.");
      }
      if (statement == null) {
        return false;
      }
      boolean another = false;
      try {
        another = statement.step();
        return another;
      } catch (SqliteFault e) {
        throw faults.guest(e);
      } finally {
        if (!another) {
          close();
        }
      }
    }

    @Override
    public String key() {
      return row().text(0);
    }

    @Override
    public byte[] value() {
      return row().blob(1);
    }

    private Statement row() {
      if (statement == null) {
        throw new IllegalStateException("The cursor is not on a pair.");
      }
      return statement;
    }

    private void cancel() {
      cancelled = statement != null;
      close();
    }

    @Override
    public void close() {
      if (statement != null) {
        statement.reset();
        statement = null;
        cursor = null;
      }
    }
  }
}
