package dev.perdure.storage;

import dev.perdure.storage.sqlite.Database;
import dev.perdure.storage.sqlite.SqliteFault;
import dev.perdure.storage.sqlite.Statement;
import dev.perdure.workers.id.ActorId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pending alarms of all objects of one class. Layout: workerd's alarm-scheduler.c++. An entry
 * is never later than the slot of its object, so that no alarm is missed. Thread-safe; every method
 * touches the file and none waits for the disk but {@link #force}.
 */
final class AlarmIndex implements AutoCloseable {
  private static final String CREATE =
      """
      CREATE TABLE IF NOT EXISTS _cf_ALARM (
        actor_id TEXT PRIMARY KEY, scheduled_time INTEGER, actor_name TEXT) WITHOUT ROWID
      """;
  private static final String ALL = "SELECT actor_id, scheduled_time, actor_name FROM _cf_ALARM";
  private static final String SET =
      "INSERT INTO _cf_ALARM VALUES(?, ?, ?) ON CONFLICT DO UPDATE SET"
          + " scheduled_time = excluded.scheduled_time,"
          + " actor_name = coalesce(excluded.actor_name, actor_name)";
  private static final String GET =
      "SELECT scheduled_time, actor_name FROM _cf_ALARM WHERE actor_id = ?";
  private static final String DELETE = "DELETE FROM _cf_ALARM WHERE actor_id = ?";

  private final Path file;
  private final WalFile wal;
  private final Database database;
  private final Statements statements;
  private volatile long written;
  private long forced;

  AlarmIndex(Path file) {
    this.file = file;
    this.wal = new WalFile(file);
    this.database = Opening.open(file);
    this.statements = new Statements(database);
    database.run(CREATE);
    if (database.number(
            "SELECT count(*) FROM pragma_table_info('_cf_ALARM') WHERE name = 'actor_name'")
        == 0) {
      database.run("ALTER TABLE _cf_ALARM ADD COLUMN actor_name TEXT");
    }
  }

  synchronized List<PendingAlarm> all() {
    List<PendingAlarm> alarms = new ArrayList<>();
    Statement all = statements.of(ALL);
    try {
      while (all.step()) {
        String name = all.isNull(2) ? null : all.text(2);
        alarms.add(
            new PendingAlarm(
                new ActorId(all.text(0), name), MetadataTable.instant(all.integer(1))));
      }
    } finally {
      all.reset();
    }
    return alarms;
  }

  /** The entry of one object, or null. */
  synchronized @Nullable PendingAlarm of(ActorId id) {
    Statement get = statements.of(GET).bind(1, id.hex());
    try {
      if (!get.step()) {
        return null;
      }
      String name = get.isNull(1) ? id.name() : get.text(1);
      return new PendingAlarm(new ActorId(id.hex(), name), MetadataTable.instant(get.integer(0)));
    } finally {
      get.reset();
    }
  }

  /**
   * Sets or takes away the entry of one object.
   *
   * @return what to wait for with {@link #force}
   */
  synchronized long set(ActorId id, @Nullable Instant time) {
    try {
      if (time == null) {
        statements.of(DELETE).bind(1, id.hex()).run();
      } else {
        statements
            .of(SET)
            .bind(1, id.hex())
            .bind(2, MetadataTable.nanos(time))
            .bind(3, id.name())
            .run();
      }
    } catch (SqliteFault e) {
      throw StorageException.notDurable(file, e);
    }
    return ++written;
  }

  /** Makes what was set up to {@code change} durable; those that wait together share an fsync. */
  void force(long change) throws IOException {
    synchronized (wal) {
      if (forced < change) {
        long reached = written;
        wal.force();
        forced = reached;
      }
    }
  }

  @Override
  public synchronized void close() {
    statements.close();
    database.close();
  }
}
