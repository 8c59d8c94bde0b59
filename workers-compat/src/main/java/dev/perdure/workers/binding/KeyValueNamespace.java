package dev.perdure.workers.binding;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * A namespace of Workers KV: values of bytes by names of text. Thread-safe.
 *
 * @see <a href="https://developers.cloudflare.com/kv/api/">Workers KV API</a>
 */
public interface KeyValueNamespace {
  /** The longest name, in bytes of UTF-8. */
  int MOST_NAME_BYTES = 512;

  /** The largest value. */
  int MOST_VALUE_BYTES = 25 << 20;

  /** The longest JSON text of a value's metadata, in bytes of UTF-8. */
  int MOST_METADATA_BYTES = 1024;

  /** The shortest life of a value, in seconds. */
  int LEAST_SECONDS = 60;

  /** The most names of a page. */
  int MOST_LISTED = 1000;

  /** The value called {@code name} that has not expired. */
  CompletableFuture<Optional<Entry>> get(String name);

  /** Keeps a value, durably once the future completes. The array is given away. */
  CompletableFuture<Void> put(String name, byte[] value, Options options);

  /** Drops a value; it need not be there. */
  CompletableFuture<Void> delete(String name);

  /**
   * Names in the order of their UTF-8 bytes.
   *
   * @param limit how many at most
   * @param cursor of the page before
   */
  CompletableFuture<Page> list(String prefix, int limit, Optional<String> cursor);

  /**
   * How a value is kept.
   *
   * @param expiration when it expires, in seconds since 1970
   * @param life how long it lives, in seconds; wins over {@code expiration}
   * @param metadata what is kept beside it, as JSON
   */
  record Options(OptionalLong expiration, OptionalLong life, Optional<String> metadata) {
    /** For ever, without metadata. */
    public static final Options NONE =
        new Options(OptionalLong.empty(), OptionalLong.empty(), Optional.empty());

    public Options {
      Objects.requireNonNull(expiration);
      Objects.requireNonNull(life);
      Objects.requireNonNull(metadata);
    }
  }

  /** A value with its metadata as JSON. Nobody writes to the array any more. */
  record Entry(byte[] value, Optional<String> metadata) {}

  /** A name in a list, with the metadata of its value as JSON. */
  record Name(String name, Optional<Instant> expiration, Optional<String> metadata) {}

  /**
   * Names in order.
   *
   * @param cursor gives the next page; absent after the last
   */
  record Page(List<Name> names, Optional<String> cursor) {
    public Page {
      names = List.copyOf(names);
      Objects.requireNonNull(cursor);
    }
  }
}
