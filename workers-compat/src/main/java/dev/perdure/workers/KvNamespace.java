package dev.perdure.workers;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A namespace of Workers KV. Calls wait; other events may run meanwhile.
 *
 * @see <a href="https://developers.cloudflare.com/kv/api/">Workers KV</a>
 */
public interface KvNamespace {
  /** The value of a key as UTF-8 text. */
  Optional<String> get(String key);

  /** The value of a key. */
  Optional<byte[]> getBytes(String key);

  /** The value of a key with what was kept beside it. */
  Optional<Entry> getWithMetadata(String key);

  /** Stores a text. */
  void put(String key, String value);

  /** Stores bytes. */
  void put(String key, byte[] value);

  /** Stores a text for at least a minute. */
  void put(String key, String value, Duration timeToLive);

  /** Stores a text with metadata, or for some time. */
  default void put(String key, String value, Options options) {
    put(key, value.getBytes(StandardCharsets.UTF_8), options);
  }

  /** Stores bytes with metadata, or for some time. */
  void put(String key, byte[] value, Options options);

  /** Removes a key. */
  void delete(String key);

  /** The keys that start with a prefix, at most a thousand from a cursor on. */
  Page list(String prefix, @Nullable String cursor);

  /**
   * Some keys.
   *
   * @param entries what is known of each
   * @param cursor where to go on, or null at the end
   */
  record Page(List<Key> entries, @Nullable String cursor) {
    /** Copies the list. */
    public Page {
      entries = List.copyOf(entries);
    }

    /** The keys. */
    public List<String> keys() {
      return entries.stream().map(Key::name).toList();
    }
  }

  /**
   * A key in a list.
   *
   * @param expiration when its value expires, or null
   * @param json the metadata of its value as JSON, or null
   */
  record Key(String name, @Nullable Instant expiration, @Nullable String json) {
    /** The metadata as a record or another type. */
    public <T> Optional<T> metadata(Class<T> type) {
      return Optional.ofNullable(json).map(text -> Json.parse(text, type));
    }
  }

  /**
   * A value and what was kept beside it.
   *
   * @param value the bytes, which are the caller's
   * @param json the metadata as JSON, or null
   */
  @SuppressWarnings("ArrayRecordComponent") // given away, and compared by nobody
  record Entry(byte[] value, @Nullable String json) {
    /** The value as UTF-8 text. */
    public String text() {
      return new String(value, StandardCharsets.UTF_8);
    }

    /** The metadata as a record or another type. */
    public <T> Optional<T> metadata(Class<T> type) {
      return Optional.ofNullable(json).map(text -> Json.parse(text, type));
    }
  }

  /**
   * How a value is kept.
   *
   * @param timeToLive for how long, at least a minute; or null. Wins over {@code expiration}
   * @param expiration until when, or null
   * @param metadata what is kept beside it, a record or another value that JSON has; or null
   */
  record Options(
      @Nullable Duration timeToLive, @Nullable Instant expiration, @Nullable Object metadata) {
    /** For ever, with nothing beside it. */
    public static final Options NONE = new Options(null, null, null);

    /** With metadata. */
    public static Options metadata(Object metadata) {
      return NONE.withMetadata(metadata);
    }

    /** The same for some time. */
    public Options withTimeToLive(Duration time) {
      return new Options(time, expiration, metadata);
    }

    /** The same until an instant. */
    public Options withExpiration(Instant time) {
      return new Options(timeToLive, time, metadata);
    }

    /** The same with metadata. */
    public Options withMetadata(Object value) {
      return new Options(timeToLive, expiration, value);
    }
  }
}
