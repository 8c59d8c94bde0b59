package dev.perdure.workers;

import java.time.Duration;
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

  /** Stores a text. */
  void put(String key, String value);

  /** Stores bytes. */
  void put(String key, byte[] value);

  /** Stores a text for at least a minute. */
  void put(String key, String value, Duration timeToLive);

  /** Removes a key. */
  void delete(String key);

  /** The keys that start with a prefix, at most a thousand from a cursor on. */
  Page list(String prefix, @Nullable String cursor);

  /**
   * Some keys.
   *
   * @param cursor where to go on, or null at the end
   */
  record Page(List<String> keys, @Nullable String cursor) {
    /** Copies the list. */
    public Page {
      keys = List.copyOf(keys);
    }
  }
}
