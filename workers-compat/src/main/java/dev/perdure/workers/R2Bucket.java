package dev.perdure.workers;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An R2 bucket. Calls wait; other events may run meanwhile. Checksums are there in JavaScript only.
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

  /** An object with its bytes; nothing where it is not there or the condition does not hold. */
  Optional<R2Object.WithBody> getWhen(Condition condition, String key);

  /** Stores an object; nothing where the condition does not hold of the one that is there. */
  Optional<R2Object> putWhen(Condition condition, String key, byte[] value, Metadata metadata);

  /** Begins an object that comes in parts. */
  R2Upload createUpload(String key, Metadata metadata);

  /** An upload that was begun before; whether there is one shows when it is used. */
  R2Upload resumeUpload(String key, String id);

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
   * What must hold of the object that is there; a part that is null holds always.
   *
   * @param etagMatches its tag, or {@code *} for any
   * @param etagDoesNotMatch what its tag must not be, or {@code *} for any
   * @param uploadedBefore when it must have been stored before
   * @param uploadedAfter when it must have been stored after
   */
  record Condition(
      @Nullable String etagMatches,
      @Nullable String etagDoesNotMatch,
      @Nullable Instant uploadedBefore,
      @Nullable Instant uploadedAfter) {
    /** The object has this tag. */
    public static Condition etagMatches(String etag) {
      return new Condition(Objects.requireNonNull(etag), null, null, null);
    }

    /** The object has not this tag. */
    public static Condition etagDoesNotMatch(String etag) {
      return new Condition(null, Objects.requireNonNull(etag), null, null);
    }

    /** The object was stored before an instant. */
    public static Condition uploadedBefore(Instant time) {
      return new Condition(null, null, Objects.requireNonNull(time), null);
    }

    /** The object was stored after an instant. */
    public static Condition uploadedAfter(Instant time) {
      return new Condition(null, null, null, Objects.requireNonNull(time));
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
