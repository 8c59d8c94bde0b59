package dev.perdure.workers;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An R2 bucket. Calls wait; other events may run meanwhile. Uploads in parts, checksums and
 * conditions on times are there in JavaScript only.
 *
 * @see <a href="https://developers.cloudflare.com/r2/api/workers/workers-api-reference/">Workers
 *     API reference</a>
 */
public interface R2Bucket {
  /** What is known of an object. */
  Optional<R2Object> head(String key);

  /** An object with its bytes. */
  Optional<R2Object.WithBody> get(String key);

  /** An object with some of its bytes, at most {@code length} from {@code offset} on. */
  Optional<R2Object.WithBody> get(String key, long offset, long length);

  /** Stores an object; returns once it is durable. */
  R2Object put(String key, byte[] value, Metadata metadata);

  /** Stores bytes. */
  default R2Object put(String key, byte[] value) {
    return put(key, value, Metadata.NONE);
  }

  /** Stores a text. */
  default R2Object put(String key, String value) {
    return put(key, value.getBytes(StandardCharsets.UTF_8));
  }

  /** Stores what a stream gives; all of it is in memory meanwhile. */
  R2Object put(String key, InputStream value, Metadata metadata);

  /**
   * Stores an object in the place of the one with a tag; nothing where there is another by now.
   *
   * @param etag the tag, or null where there must be no object yet
   */
  Optional<R2Object> putIf(@Nullable String etag, String key, byte[] value, Metadata metadata);

  /** Removes objects; they need not be there. */
  void delete(String... keys);

  /** The objects whose keys start with a prefix, at most a thousand from a cursor on. */
  default Page list(String prefix, @Nullable String cursor) {
    return list(prefix, null, cursor);
  }

  /**
   * The same, as folders: what is below the next {@code delimiter} after the prefix is one of the
   * page's prefixes.
   */
  Page list(String prefix, @Nullable String delimiter, @Nullable String cursor);

  /**
   * Some objects, in the order of their keys.
   *
   * @param cursor where to go on, or null at the end
   * @param prefixes those that end at the delimiter
   */
  record Page(List<R2Object> objects, @Nullable String cursor, List<String> prefixes) {
    /** Copies the lists. */
    public Page {
      objects = List.copyOf(objects);
      prefixes = List.copyOf(prefixes);
    }
  }

  /**
   * What a writer says of an object.
   *
   * @param contentType what {@code Content-Type} it is to be served with, or null
   * @param cacheControl its {@code Cache-Control}, or null
   * @param custom further texts by their names
   */
  record Metadata(
      @Nullable String contentType, @Nullable String cacheControl, Map<String, String> custom) {
    /** Nothing. */
    public static final Metadata NONE = new Metadata(null, null, Map.of());

    /** Copies the map. */
    public Metadata {
      custom = Map.copyOf(custom);
    }

    /** With a type of content only. */
    public static Metadata contentType(String type) {
      return new Metadata(Objects.requireNonNull(type), null, Map.of());
    }
  }
}
