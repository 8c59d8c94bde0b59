package dev.perdure.host.java;

import dev.perdure.workers.JsObject;
import dev.perdure.workers.Json;
import dev.perdure.workers.R2Bucket;
import dev.perdure.workers.R2Object;
import dev.perdure.workers.R2Upload;
import dev.perdure.workers.TypeRef;
import dev.perdure.workers.WorkerException;
import dev.perdure.workers.binding.ObjectBucket;
import dev.perdure.workers.binding.ObjectBucket.Content;
import dev.perdure.workers.binding.ObjectBucket.Description;
import dev.perdure.workers.binding.ObjectBucket.Head;
import dev.perdure.workers.binding.ObjectBucket.Range;
import dev.perdure.workers.binding.ObjectBucket.Tag;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** An R2 bucket. */
record BucketView(JavaRealm realm, ObjectBucket bucket) implements R2Bucket {
  private static final String TYPE = "contentType";
  private static final String CACHE = "cacheControl";

  @Override
  public Optional<R2Object> head(String key) {
    return realm.outside(() -> bucket.head(key)).map(BucketView::object);
  }

  @Override
  public Optional<R2Object.WithBody> get(String key) {
    return get(key, ObjectBucket.Condition.NONE, Range.ALL);
  }

  @Override
  public Optional<R2Object.WithBody> get(String key, long offset, long length) {
    if (offset < 0 || length < 0) {
      throw WorkerException.rangeError(
          "Invalid range. Starting offset (%d) and length (%d) must be greater than or equal to 0."
              .formatted(offset, length));
    }
    return get(
        key,
        ObjectBucket.Condition.NONE,
        new Range(OptionalLong.of(offset), OptionalLong.of(length), OptionalLong.empty()));
  }

  @Override
  public Optional<R2Object.WithBody> getWhen(R2Bucket.Condition condition, String key) {
    ObjectBucket.Condition when = condition(condition);
    return get(key, when, Range.ALL);
  }

  private Optional<R2Object.WithBody> get(
      String key, ObjectBucket.Condition condition, Range range) {
    return realm
        .outside(() -> bucket.get(key, condition, range))
        .filter(content -> condition.isNone() || content.body().isPresent())
        .map(content -> new R2Object.WithBody(object(content.head()), body(content)));
  }

  private InputStream body(Content content) {
    return content
        .body()
        .<InputStream>map(source -> new SourceStream(realm.fibers(), source))
        .orElseGet(InputStream::nullInputStream);
  }

  static R2Object object(Head head) {
    JsObject http = Json.parse(head.description().http(), JsObject.class);
    return new R2Object(
        head.key(),
        head.version(),
        head.size(),
        head.etag(),
        head.uploaded(),
        new Metadata(
            (String) http.get(TYPE),
            (String) http.get(CACHE),
            Json.parse(head.description().custom(), new TypeRef<Map<String, String>>() {})));
  }

  @Override
  public R2Object put(String key, byte[] value, Metadata metadata) {
    return object(store(key, value, metadata, ObjectBucket.Condition.NONE).orElseThrow());
  }

  @Override
  public R2Object put(String key, InputStream value, Metadata metadata) {
    try (value) {
      return put(key, value.readAllBytes(), metadata);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Optional<R2Object> putIf(
      @Nullable String etag, String key, byte[] value, Metadata metadata) {
    List<Tag> tags = List.of(etag == null ? new Tag(Tag.Kind.ANY, "*") : strong(etag));
    ObjectBucket.Condition condition =
        new ObjectBucket.Condition(
            etag == null ? Optional.empty() : Optional.of(tags),
            etag == null ? Optional.of(tags) : Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false);
    return store(key, value, metadata, condition).map(BucketView::object);
  }

  @Override
  public Optional<R2Object> putWhen(
      R2Bucket.Condition condition, String key, byte[] value, Metadata metadata) {
    return store(key, value, metadata, condition(condition)).map(BucketView::object);
  }

  private static ObjectBucket.Condition condition(R2Bucket.Condition given) {
    return new ObjectBucket.Condition(
        Optional.ofNullable(given.etagMatches()).map(BucketView::tags),
        Optional.ofNullable(given.etagDoesNotMatch()).map(BucketView::tags),
        Optional.ofNullable(given.uploadedBefore()),
        Optional.ofNullable(given.uploadedAfter()),
        false);
  }

  private static List<Tag> tags(String etag) {
    return List.of(etag.equals("*") ? new Tag(Tag.Kind.ANY, etag) : strong(etag));
  }

  @Override
  public R2Upload createUpload(String key, Metadata metadata) {
    Description description = description(metadata);
    return new UploadView(
        realm, bucket, key, realm.outside(() -> bucket.beginUpload(key, description)));
  }

  @Override
  public R2Upload resumeUpload(String key, String id) {
    return new UploadView(realm, bucket, key, id);
  }

  private static Tag strong(String etag) {
    return new Tag(Tag.Kind.STRONG, etag);
  }

  private Optional<Head> store(
      String key, byte[] value, Metadata metadata, ObjectBucket.Condition condition) {
    byte[] kept = value.clone();
    Description description = description(metadata);
    return realm.outside(() -> bucket.put(key, kept, description, condition, Map.of()));
  }

  private static Description description(Metadata metadata) {
    JsObject http = new JsObject();
    if (metadata.contentType() != null) {
      http.put(TYPE, metadata.contentType());
    }
    if (metadata.cacheControl() != null) {
      http.put(CACHE, metadata.cacheControl());
    }
    int size = 0;
    for (Map.Entry<String, String> pair : metadata.custom().entrySet()) {
      size += size(pair.getKey()) + size(pair.getValue());
    }
    return new Description(Json.text(http), Json.text(metadata.custom()), size);
  }

  // As JavaScript counts a text: two bytes for each unit where one does not hold all of them.
  private static int size(String text) {
    return text.chars().anyMatch(unit -> unit > 0xff) ? 2 * text.length() : text.length();
  }

  @Override
  public void delete(String... keys) {
    List<String> names = List.of(keys);
    realm.outside(() -> bucket.delete(names));
  }

  @Override
  public Page list(String prefix, @Nullable String delimiter, @Nullable String cursor) {
    ObjectBucket.Listing listing =
        new ObjectBucket.Listing(
            prefix,
            ObjectBucket.MOST_LISTED,
            Optional.ofNullable(cursor),
            Optional.ofNullable(delimiter),
            Optional.empty(),
            true,
            true);
    ObjectBucket.Page page = realm.outside(() -> bucket.list(listing));
    return new Page(
        page.objects().stream().map(BucketView::object).toList(),
        page.cursor().orElse(null),
        page.prefixes());
  }
}
