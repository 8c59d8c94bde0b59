package dev.perdure.host.java;

import dev.perdure.workers.ListOptions;
import dev.perdure.workers.StorageOperations;
import dev.perdure.workers.TypeRef;
import dev.perdure.workers.WorkerException;
import dev.perdure.workers.storage.ActorStorage;
import dev.perdure.workers.storage.KeyRange;
import dev.perdure.workers.storage.KeyValueCursor;
import dev.perdure.workers.value.References;
import dev.perdure.workers.value.Shapes;
import dev.perdure.workers.value.ValueReader;
import dev.perdure.workers.value.ValueWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What storage and transactions share. */
abstract class StorageAccess implements StorageOperations {
  private final JavaRealm realm;
  private final ActorStorage storage;

  StorageAccess(JavaRealm realm, ActorStorage storage) {
    this.realm = realm;
    this.storage = storage;
  }

  JavaRealm realm() {
    return realm;
  }

  ActorStorage storage() {
    return storage;
  }

  /** Refuses an operation where nothing can be done any more. */
  void check(String operation) {}

  /** Whether the object's class has a handler for alarms. */
  abstract boolean hasAlarm();

  <T extends @Nullable Object> T asked(String operation, Supplier<T> action) {
    check(operation);
    return realm.fibers().call(action);
  }

  private void done(String operation, Runnable action) {
    check(operation);
    realm.fibers().act(action);
  }

  private static @Nullable Object value(byte[] bytes) {
    return ValueReader.read(bytes, References.NONE);
  }

  private byte @Nullable [] bytes(String key) {
    check("get()");
    Holder holder = new Holder();
    realm.fibers().act(() -> holder.bytes = storage.get(key));
    return holder.bytes;
  }

  private static final class Holder {
    private byte @Nullable [] bytes;
  }

  @Override
  public <T> Optional<T> get(String key, Class<T> type) {
    byte[] bytes = bytes(key);
    return bytes == null ? Optional.empty() : Optional.ofNullable(Shapes.to(value(bytes), type));
  }

  @Override
  public <T> Optional<T> get(String key, TypeRef<T> type) {
    byte[] bytes = bytes(key);
    return bytes == null ? Optional.empty() : Optional.ofNullable(Shapes.to(value(bytes), type));
  }

  @Override
  public <T> Map<String, T> get(Collection<String> keys, Class<T> type) {
    Map<String, T> found = new LinkedHashMap<>();
    asked("get()", () -> storage.getAll(keys))
        .forEach((key, bytes) -> found.put(key, Shapes.to(value(bytes), type)));
    return found;
  }

  @Override
  public <T> Map<String, T> list(ListOptions options, Class<T> type) {
    if (options.start() != null && options.startAfter() != null) {
      throw WorkerException.typeError(
          "list() cannot be called with both start and startAfter values.");
    }
    if (options.limit() == 0) {
      throw WorkerException.typeError("List limit must be positive.");
    }
    KeyRange range =
        new KeyRange(
            options.start(),
            options.startAfter(),
            options.end(),
            options.prefix(),
            options.reverse(),
            options.limit());
    Map<String, byte[]> found =
        asked(
            "list()",
            () -> {
              Map<String, byte[]> pairs = new LinkedHashMap<>();
              try (KeyValueCursor cursor = storage.list(range)) {
                while (cursor.next()) {
                  pairs.put(cursor.key(), cursor.value());
                }
              }
              return pairs;
            });
    Map<String, T> typed = new LinkedHashMap<>();
    found.forEach((key, bytes) -> typed.put(key, Shapes.to(value(bytes), type)));
    return typed;
  }

  @Override
  public void put(String key, Object value) {
    if (value == null) {
      throw WorkerException.typeError("put() called with undefined value.");
    }
    byte[] bytes = ValueWriter.bytes(value, References.NONE);
    done("put()", () -> storage.put(key, bytes, false));
  }

  @Override
  public void put(Map<String, ?> pairs) {
    Map<String, byte[]> written = new LinkedHashMap<>();
    pairs.forEach((key, value) -> written.put(key, ValueWriter.bytes(value, References.NONE)));
    done("put()", () -> storage.putAll(written, false));
  }

  @Override
  public boolean delete(String key) {
    return asked("delete()", () -> storage.delete(key, false));
  }

  @Override
  public int delete(Collection<String> keys) {
    return asked(
        "delete()", () -> (int) keys.stream().filter(key -> storage.delete(key, false)).count());
  }

  @Override
  public Optional<Instant> getAlarm() {
    return asked("getAlarm()", () -> Optional.ofNullable(storage.alarm()));
  }

  @Override
  public void setAlarm(Instant time) {
    if (time.toEpochMilli() <= 0) {
      throw WorkerException.typeError("setAlarm() cannot be called with an alarm time <= 0");
    }
    if (!hasAlarm()) {
      throw WorkerException.typeError(
          "Your Durable Object class must have an alarm() handler in order to call setAlarm()");
    }
    Instant now = realm.host().clock().instant();
    Instant millis = Instant.ofEpochMilli((time.isBefore(now) ? now : time).toEpochMilli());
    done("setAlarm()", () -> storage.setAlarm(millis, false));
  }

  @Override
  public void setAlarm(Duration fromNow) {
    setAlarm(realm.host().clock().instant().plus(fromNow));
  }

  @Override
  public void deleteAlarm() {
    done("deleteAlarm()", () -> storage.setAlarm(null, false));
  }
}
