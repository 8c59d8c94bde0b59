package dev.perdure.workers.spi;

import dev.perdure.workers.message.HeaderList;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where {@code caches} keeps responses. The isolates of a worker share one. It may drop an entry at
 * any time. Thread-safe.
 */
public interface CacheStore {
  /**
   * The entry under {@code key} that has not expired, or null.
   *
   * @param cache the name of the cache; {@link #DEFAULT} is that of {@code caches.default}
   */
  @Nullable Entry find(String cache, String key);

  /** Keeps an entry in the place of one with the same key. */
  void put(String cache, String key, Entry entry);

  /** Drops an entry; whether there was one that had not expired. */
  boolean delete(String cache, String key);

  /** The name of {@code caches.default}; those that scripts open are prefixed with a colon. */
  String DEFAULT = "default";

  /** A response that is kept. Nobody writes to the array any more. */
  record Entry(int status, String statusText, HeaderList headers, byte[] body, Instant expires) {
    public Entry {
      Objects.requireNonNull(statusText);
      Objects.requireNonNull(headers);
      Objects.requireNonNull(body);
      Objects.requireNonNull(expires);
    }
  }
}
