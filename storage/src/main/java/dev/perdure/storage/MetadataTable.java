package dev.perdure.storage;

import dev.perdure.storage.sqlite.Database;
import dev.perdure.storage.sqlite.Statement;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The table of single values, made with the first write. Layout: workerd's sqlite-metadata.c++. */
final class MetadataTable {
  /** The time of the alarm, in nanoseconds since 1970. */
  private static final long ALARM = 1;

  /** The number of the last bookmark handed out. */
  private static final long BOOKMARK = 2;

  private static final String CREATE =
      "CREATE TABLE IF NOT EXISTS _cf_METADATA (key INTEGER PRIMARY KEY, value BLOB)";
  private static final String GET = "SELECT value FROM _cf_METADATA WHERE key = ?";
  private static final String SET =
      "INSERT INTO _cf_METADATA VALUES(?, ?) ON CONFLICT DO UPDATE SET value = excluded.value";

  private final Database database;
  private final Statements statements;
  private final Runnable schemaChanged;
  private boolean exists;

  MetadataTable(Database database, Statements statements, Runnable schemaChanged) {
    this.database = database;
    this.statements = statements;
    this.schemaChanged = schemaChanged;
    refresh();
  }

  /** Looks again whether the table is there; call it after a rollback. */
  void refresh() {
    exists = Tables.exists(statements, "_cf_METADATA");
  }

  @Nullable Instant alarm() {
    Long nanos = get(ALARM);
    return nanos == null ? null : instant(nanos);
  }

  void alarm(@Nullable Instant time) {
    set(ALARM, time == null ? null : nanos(time));
  }

  /** A number above all that were handed out before. */
  long nextBookmark() {
    Long last = get(BOOKMARK);
    long next = last == null ? 0 : last + 1;
    set(BOOKMARK, next);
    return next;
  }

  static Instant instant(long nanos) {
    return Instant.ofEpochSecond(0, nanos);
  }

  /** Times beyond the year 2262 are cut to it, where nanoseconds in 64 bits end. */
  static long nanos(Instant time) {
    long most = Long.MAX_VALUE / TimeUnit.SECONDS.toNanos(1) - 1;
    long seconds = Math.clamp(time.getEpochSecond(), -most, most);
    return TimeUnit.SECONDS.toNanos(seconds) + time.getNano();
  }

  private @Nullable Long get(long key) {
    if (!exists) {
      return null;
    }
    Statement get = statements.of(GET).bind(1, key);
    try {
      return get.step() && !get.isNull(0) ? (Long) get.integer(0) : null;
    } finally {
      get.reset();
    }
  }

  private void set(long key, @Nullable Long value) {
    if (!exists) {
      database.run(CREATE);
      schemaChanged.run();
      exists = true;
    }
    statements.of(SET).bind(1, key).bind(2, value).run();
  }
}
