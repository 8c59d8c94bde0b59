package dev.perdure.storage;

import dev.perdure.workers.id.ActorId;
import dev.perdure.workers.storage.KeyRange;
import dev.perdure.workers.storage.KeyValueCursor;
import dev.perdure.workers.storage.SqlCursor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A folder with one class, and short words for what tests do with its objects. */
final class StoreFixture implements AutoCloseable {
  final StateFolder folder;
  final ClassStore objects;

  StoreFixture(Path root) {
    this(root, true);
  }

  StoreFixture(Path root, boolean sqlEnabled) {
    this(StateFolder.open(root), sqlEnabled);
  }

  StoreFixture(Path root, StorageOptions options) {
    this(StateFolder.open(root, options), true);
  }

  private StoreFixture(StateFolder folder, boolean sqlEnabled) {
    this.folder = folder;
    this.objects = folder.classStore("worker-Counter", sqlEnabled);
  }

  ObjectStore open(int number) {
    return objects.open(id(number));
  }

  static ActorId id(int number) {
    return new ActorId("%064x".formatted(number), null);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static void put(ObjectStore store, String key, String value) {
    store.put(key, bytes(value), false);
  }

  static @Nullable String get(ObjectStore store, String key) {
    byte[] value = store.get(key);
    return value == null ? null : new String(value, StandardCharsets.UTF_8);
  }

  static List<String> keys(ObjectStore store, KeyRange range) {
    List<String> keys = new ArrayList<>();
    try (KeyValueCursor cursor = store.list(range)) {
      while (cursor.next()) {
        keys.add(cursor.key());
      }
    }
    return keys;
  }

  static List<List<@Nullable Object>> rows(
      ObjectStore store, String sql, @Nullable Object... bindings) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    try (SqlCursor cursor = store.exec(sql, Arrays.asList(bindings))) {
      while (cursor.next()) {
        List<@Nullable Object> row = new ArrayList<>();
        for (int i = 0; i < cursor.columnNames().size(); i++) {
          row.add(cursor.value(i));
        }
        rows.add(row);
      }
    }
    return rows;
  }

  @Override
  public void close() {
    folder.close();
  }
}
