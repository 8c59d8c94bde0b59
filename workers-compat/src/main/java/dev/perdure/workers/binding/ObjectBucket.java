package dev.perdure.workers.binding;

import dev.perdure.workers.message.ByteSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * An R2 bucket. Thread-safe.
 *
 * @see <a href="https://developers.cloudflare.com/r2/api/workers/workers-api-reference/">Workers
 *     API reference</a>
 */
public interface ObjectBucket {
  /** The longest key, in bytes of UTF-8. */
  int MOST_KEY_BYTES = 1024;

  /** The most objects of a page. */
  int MOST_LISTED = 1000;

  /** The most bytes of custom metadata. */
  int MOST_METADATA_BYTES = 2048;

  /** The smallest part of a multipart upload, its last one excepted. */
  int LEAST_PART_BYTES = 5 << 20;

  /** What is known of an object. */
  CompletableFuture<Optional<Head>> head(String key);

  /** An object; without content where the condition does not hold. */
  CompletableFuture<Optional<Content>> get(String key, Condition condition, Range range);

  /**
   * Keeps an object, durably once the future completes; nothing where the condition does not hold.
   * The array is given away.
   *
   * @param checksums what the bytes must hash to, in hexadecimal by the name of the algorithm
   */
  CompletableFuture<Optional<Head>> put(
      String key,
      byte[] value,
      Description description,
      Condition condition,
      Map<String, String> checksums);

  /** Drops objects; they need not be there. */
  CompletableFuture<Void> delete(List<String> keys);

  /** Objects in the order of the UTF-8 bytes of their keys. */
  CompletableFuture<Page> list(Listing listing);

  /** Begins an object that comes in parts; gives the id of the upload. */
  CompletableFuture<String> beginUpload(String key, Description description);

  /** Keeps a part; gives its tag. The array is given away. */
  CompletableFuture<String> uploadPart(String key, String upload, int number, byte[] value);

  /** Makes an object of parts. */
  CompletableFuture<Head> completeUpload(String key, String upload, List<Part> parts);

  /** Drops the parts of an upload. */
  CompletableFuture<Void> abortUpload(String key, String upload);

  /**
   * What a writer says of an object.
   *
   * @param http the headers it is to be served with, as a JSON object
   * @param custom further texts, as a JSON object
   * @param customBytes how much of the limit those take
   */
  record Description(String http, String custom, int customBytes) {
    public Description {
      Objects.requireNonNull(http);
      Objects.requireNonNull(custom);
    }
  }

  /**
   * What is known of an object.
   *
   * @param checksums hashes in hexadecimal by the name of the algorithm, as a JSON object
   */
  record Head(
      String key,
      String version,
      long size,
      String etag,
      Instant uploaded,
      String checksums,
      Description description) {}

  /**
   * An object with the bytes that were asked for.
   *
   * @param body absent where the condition did not hold
   */
  record Content(Head head, long offset, long length, Optional<ByteSource> body) {}

  /** A tag in a condition: strong, weak or any. */
  record Tag(Kind kind, String value) {
    /** How a tag compares. */
    public enum Kind {
      /** Byte by byte. */
      STRONG,
      /** By meaning. */
      WEAK,
      /** With every tag. */
      ANY
    }
  }

  /**
   * When to read or write.
   *
   * @param matches tags one of which the object must have; absent for no condition
   * @param doesNotMatch tags none of which it may have
   * @param seconds whether times are compared by the second
   */
  record Condition(
      Optional<List<Tag>> matches,
      Optional<List<Tag>> doesNotMatch,
      Optional<Instant> before,
      Optional<Instant> after,
      boolean seconds) {
    /** One that always holds. */
    public static final Condition NONE =
        new Condition(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false);

    /** Whether it says nothing. */
    public boolean isNone() {
      return matches.isEmpty() && doesNotMatch.isEmpty() && before.isEmpty() && after.isEmpty();
    }
  }

  /** Which bytes are wanted; all where everything is absent. */
  record Range(OptionalLong offset, OptionalLong length, OptionalLong suffix) {
    /** All bytes. */
    public static final Range ALL =
        new Range(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());
  }

  /** Which objects are wanted. */
  record Listing(
      String prefix,
      int limit,
      Optional<String> cursor,
      Optional<String> delimiter,
      Optional<String> startAfter,
      boolean withHttp,
      boolean withCustom) {}

  /**
   * Objects in order.
   *
   * @param cursor gives the next page; absent after the last
   * @param prefixes those that end at the delimiter, in place of the objects below them
   */
  record Page(List<Head> objects, Optional<String> cursor, List<String> prefixes) {
    public Page {
      objects = List.copyOf(objects);
      prefixes = Collections.unmodifiableList(new ArrayList<>(prefixes));
    }
  }

  /** A part that was uploaded. */
  record Part(int number, String etag) {}
}
