package dev.perdure.js.actor;

import dev.perdure.js.clone.Cloner;
import dev.perdure.js.clone.PairReader;
import dev.perdure.js.scope.Realm;
import dev.perdure.workers.message.GuestException;
import dev.perdure.workers.spi.ActorSite;
import dev.perdure.workers.storage.ActorStorage;
import dev.perdure.workers.storage.KeyRange;
import dev.perdure.workers.storage.KeyValueCursor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/** What {@code lib/storage.js} and {@code lib/sync-kv.js} call. */
public final class StorageHost {
  private static final String NO_SQL =
      "SQL is not enabled for this Durable Object class. To enable it, change `new_classes` to"
          + " `new_sqlite_classes` within the 'migrations' field in your wrangler.jsonc or"
          + " wrangler.toml file. If using workerd directly,set `enableSql = true` in your workerd"
          + " config for the class. Note that this change cannot be made after the class is already"
          + " deployed to production.";
  private static final String NO_KV =
      "The storage.kv (synchronous KV) API is only available for SQLite-backed Durable Objects, but"
          + " this object's namespace is not declared to use SQLite. You can use the older,"
          + " asyncronous interface via methods of `storage` itself (e.g. `storage.get()`)."
          + " Alternatively, to enable SQLite, change `new_classes` to `new_sqlite_classes` within"
          + " the 'migrations' field in your wrangler.jsonc or wrangler.toml file. If using workerd"
          + " directly, set `enableSql = true` in your workerd config for the class. Note that this"
          + " change cannot be made after the class is already deployed to production.";

  private final Realm realm;
  private final ActorStorage storage;
  private final Cloner cloner;

  public StorageHost(Realm realm) {
    this.realm = realm;
    this.storage = site(realm).storage();
    this.cloner = new Cloner(realm);
  }

  static ActorSite site(Realm realm) {
    return Objects.requireNonNull(realm.host().actor(), "There is no storage in this isolate.");
  }

  private <T> T guarded(Supplier<T> operation) {
    try {
      return operation.get();
    } catch (GuestException e) {
      throw realm.raise(e);
    }
  }

  private void guarded(Runnable operation) {
    try {
      operation.run();
    } catch (GuestException e) {
      throw realm.raise(e);
    }
  }

  /** Refuses an API that only SQLite-backed classes have. */
  @HostAccess.Export
  public void requireSql(String api) {
    if (!storage.sqlEnabled()) {
      throw realm.raise(
          GuestException.error(
              switch (api) {
                case "kv" -> NO_KV;
                case "transactionSync" -> "Durable Object is not backed by SQL.";
                default -> NO_SQL;
              }));
    }
  }

  /** The value of a key, or undefined. */
  @HostAccess.Export
  public Object get(String key) {
    byte[] bytes = read(key);
    return bytes == null ? realm.undefined() : cloner.deserialize(bytes);
  }

  /** A {@code Map} of those keys that exist. */
  @HostAccess.Export
  public Object getAll(Value keys) {
    List<String> wanted = new ArrayList<>();
    for (long i = 0; i < keys.getArraySize(); i++) {
      wanted.add(keys.getArrayElement(i).asString());
    }
    PairReader pairs = cloner.pairs();
    guarded(() -> storage.getAll(wanted)).forEach(pairs::add);
    return pairs.map();
  }

  private byte @Nullable [] read(String key) {
    try {
      return storage.get(key);
    } catch (GuestException e) {
      throw realm.raise(e);
    }
  }

  @HostAccess.Export
  public void put(String key, Value value, boolean unconfirmed) {
    byte[] bytes = cloner.serialize(value);
    guarded(() -> storage.put(key, bytes, unconfirmed));
  }

  /** Writes all pairs, or none where one of them cannot be written. */
  @HostAccess.Export
  public void putAll(Value keys, Value values, boolean unconfirmed) {
    Map<String, byte[]> pairs = new LinkedHashMap<>();
    for (long i = 0; i < keys.getArraySize(); i++) {
      pairs.put(keys.getArrayElement(i).asString(), cloner.serialize(values.getArrayElement(i)));
    }
    guarded(() -> storage.putAll(pairs, unconfirmed));
  }

  @HostAccess.Export
  public boolean delete(String key, boolean unconfirmed) {
    return guarded(() -> storage.delete(key, unconfirmed));
  }

  @HostAccess.Export
  public void deleteAll(boolean alarmToo, boolean unconfirmed) {
    guarded(() -> storage.deleteAll(alarmToo, unconfirmed));
    site(realm).facets().deleteAll();
  }

  /** A {@code Map} of the pairs in a range. */
  @HostAccess.Export
  public Object list(
      @Nullable String start,
      @Nullable String startAfter,
      @Nullable String end,
      @Nullable String prefix,
      boolean reverse,
      long limit) {
    PairReader pairs = cloner.pairs();
    try (KeyValueCursor cursor = cursor(start, startAfter, end, prefix, reverse, limit)) {
      while (cursor.next()) {
        pairs.add(cursor.key(), cursor.value());
      }
    } catch (GuestException e) {
      throw realm.raise(e);
    }
    return pairs.map();
  }

  @HostAccess.Export
  public Object openCursor(
      @Nullable String start,
      @Nullable String startAfter,
      @Nullable String end,
      @Nullable String prefix,
      boolean reverse,
      long limit) {
    return guarded(() -> cursor(start, startAfter, end, prefix, reverse, limit));
  }

  private KeyValueCursor cursor(
      @Nullable String start,
      @Nullable String startAfter,
      @Nullable String end,
      @Nullable String prefix,
      boolean reverse,
      long limit) {
    return storage.list(new KeyRange(start, startAfter, end, prefix, reverse, limit));
  }

  @HostAccess.Export
  public boolean advance(Object cursor) {
    return guarded(() -> ((KeyValueCursor) cursor).next());
  }

  @HostAccess.Export
  public String cursorKey(Object cursor) {
    return ((KeyValueCursor) cursor).key();
  }

  @HostAccess.Export
  public Object cursorValue(Object cursor) {
    return cloner.deserialize(((KeyValueCursor) cursor).value());
  }

  @HostAccess.Export
  public void closeCursor(Object cursor) {
    ((KeyValueCursor) cursor).close();
  }

  /** The time of the alarm in milliseconds, or null. */
  @HostAccess.Export
  public @Nullable Object alarm() {
    Instant time = alarmTime();
    return time == null ? null : (double) time.toEpochMilli();
  }

  private @Nullable Instant alarmTime() {
    try {
      return storage.alarm();
    } catch (GuestException e) {
      throw realm.raise(e);
    }
  }

  /** Sets the alarm; to now where that was past already when the turn began, as guests see it. */
  @HostAccess.Export
  public void setAlarm(double millis, boolean unconfirmed) {
    long time = millis < realm.turnBegan() ? System.currentTimeMillis() : (long) millis;
    guarded(() -> storage.setAlarm(Instant.ofEpochMilli(time), unconfirmed));
  }

  @HostAccess.Export
  public void deleteAlarm(boolean unconfirmed) {
    guarded(() -> storage.setAlarm(null, unconfirmed));
  }

  @HostAccess.Export
  public void begin() {
    guarded(storage::begin);
  }

  @HostAccess.Export
  public void beginLasting() {
    guarded(storage::beginLasting);
  }

  @HostAccess.Export
  public void commit() {
    guarded(storage::commit);
  }

  @HostAccess.Export
  public void rollback() {
    guarded(storage::rollback);
  }

  @HostAccess.Export
  public int depth() {
    return storage.depth();
  }

  /** A future of the durability of what was written so far. */
  @HostAccess.Export
  public Object sync() {
    return storage.sync();
  }

  @HostAccess.Export
  public String currentBookmark() {
    return guarded(storage::currentBookmark);
  }

  @HostAccess.Export
  public String bookmarkFor(double millis) {
    return guarded(() -> storage.bookmarkFor(Instant.ofEpochMilli((long) millis)));
  }

  @HostAccess.Export
  public String restoreAtNextStart(String bookmark) {
    return guarded(() -> storage.restoreAtNextStart(bookmark));
  }
}
