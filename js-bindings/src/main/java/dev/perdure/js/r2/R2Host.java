package dev.perdure.js.r2;

import dev.perdure.js.fetch.Gathered;
import dev.perdure.js.scope.Realm;
import dev.perdure.workers.binding.ObjectBucket;
import dev.perdure.workers.binding.ObjectBucket.Content;
import dev.perdure.workers.binding.ObjectBucket.Description;
import dev.perdure.workers.binding.ObjectBucket.Head;
import dev.perdure.workers.binding.ObjectBucket.Page;
import dev.perdure.workers.message.Body;
import dev.perdure.workers.message.ByteSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/** What {@code lib/r2.js} calls. Buckets, heads, contents and pages are opaque to the script. */
public final class R2Host {
  private final Realm realm;

  public R2Host(Realm realm) {
    this.realm = realm;
  }

  /** A future of a head, or of null. */
  @HostAccess.Export
  public Object head(Object bucket, String key) {
    return sent(() -> ((ObjectBucket) bucket).head(key)).thenApply(found -> found.orElse(null));
  }

  /** A future of a content, or of null. */
  @HostAccess.Export
  public Object get(
      Object bucket,
      String key,
      Value condition,
      @Nullable Double offset,
      @Nullable Double length,
      @Nullable Double suffix) {
    ObjectBucket.Condition when = Conditional.of(condition);
    ObjectBucket.Range range = new ObjectBucket.Range(whole(offset), whole(length), whole(suffix));
    return sent(() -> ((ObjectBucket) bucket).get(key, when, range))
        .thenApply(found -> found.orElse(null));
  }

  private static OptionalLong whole(@Nullable Double number) {
    return number == null ? OptionalLong.empty() : OptionalLong.of(number.longValue());
  }

  @HostAccess.Export
  public Object headOf(Object content) {
    return ((Content) content).head();
  }

  @HostAccess.Export
  public double offset(Object content) {
    return ((Content) content).offset();
  }

  @HostAccess.Export
  public double length(Object content) {
    return ((Content) content).length();
  }

  /** The bytes of a content as the body of a message, or null. */
  @HostAccess.Export
  public @Nullable Object body(Object content) {
    ByteSource source = ((Content) content).body().orElse(null);
    return source == null ? null : new Body.Stream(source);
  }

  /** Key, version, etag, checksums, HTTP metadata and custom metadata of a head. */
  @HostAccess.Export
  public String[] texts(Object head) {
    Head known = (Head) head;
    return new String[] {
      known.key(),
      known.version(),
      known.etag(),
      known.checksums(),
      known.description().http(),
      known.description().custom()
    };
  }

  @HostAccess.Export
  public double size(Object head) {
    return ((Head) head).size();
  }

  @HostAccess.Export
  public double uploaded(Object head) {
    return ((Head) head).uploaded().toEpochMilli();
  }

  /** A future of a head, or of null where the condition did not hold. */
  @HostAccess.Export
  public Object put(
      Object bucket,
      String key,
      @Nullable Object body,
      String http,
      String custom,
      int customBytes,
      Value condition,
      Value checksums) {
    ObjectBucket.Condition when = Conditional.of(condition);
    Description description = new Description(http, custom, customBytes);
    Map<String, String> hashes = new LinkedHashMap<>();
    for (long i = 0; i < checksums.getArraySize(); i += 2) {
      hashes.put(
          checksums.getArrayElement(i).asString(), checksums.getArrayElement(i + 1).asString());
    }
    CompletableFuture<byte[]> value = Gathered.bytes((Body) body);
    return sent(() ->
            value.thenCompose(
                all -> ((ObjectBucket) bucket).put(key, all, description, when, hashes)))
        .thenApply(head -> head.orElse(null));
  }

  /** Whether the number of bytes of a body is known. */
  @HostAccess.Export
  public boolean hasLength(Object body) {
    return ((Body) body).length().isPresent();
  }

  @HostAccess.Export
  public Object delete(Object bucket, Value keys) {
    List<String> names = new ArrayList<>();
    for (long i = 0; i < keys.getArraySize(); i++) {
      names.add(keys.getArrayElement(i).asString());
    }
    return sent(() -> ((ObjectBucket) bucket).delete(names))
        .thenApply(nothing -> realm.undefined());
  }

  /** A future of a page. */
  @HostAccess.Export
  public Object list(
      Object bucket,
      String prefix,
      int limit,
      @Nullable String cursor,
      @Nullable String delimiter,
      @Nullable String startAfter,
      boolean withHttp,
      boolean withCustom) {
    ObjectBucket.Listing listing =
        new ObjectBucket.Listing(
            prefix,
            limit,
            Optional.ofNullable(cursor),
            Optional.ofNullable(delimiter),
            Optional.ofNullable(startAfter),
            withHttp,
            withCustom);
    return sent(() -> ((ObjectBucket) bucket).list(listing));
  }

  @HostAccess.Export
  public Object[] heads(Object page) {
    return ((Page) page).objects().toArray();
  }

  @HostAccess.Export
  public String[] prefixes(Object page) {
    return ((Page) page).prefixes().toArray(String[]::new);
  }

  @HostAccess.Export
  public @Nullable String cursor(Object page) {
    return ((Page) page).cursor().orElse(null);
  }

  /** A future of the id of an upload. */
  @HostAccess.Export
  public Object begin(Object bucket, String key, String http, String custom, int customBytes) {
    Description description = new Description(http, custom, customBytes);
    return sent(() -> ((ObjectBucket) bucket).beginUpload(key, description));
  }

  /** A future of the tag of a part. */
  @HostAccess.Export
  public Object part(Object bucket, String key, String upload, int number, @Nullable Object body) {
    CompletableFuture<byte[]> value = Gathered.bytes((Body) body);
    return sent(() ->
        value.thenCompose(all -> ((ObjectBucket) bucket).uploadPart(key, upload, number, all)));
  }

  /** A future of a head; {@code parts} has numbers and tags in turn. */
  @HostAccess.Export
  public Object complete(Object bucket, String key, String upload, Value parts) {
    List<ObjectBucket.Part> all = new ArrayList<>();
    for (long i = 0; i < parts.getArraySize(); i += 2) {
      all.add(
          new ObjectBucket.Part(
              parts.getArrayElement(i).asInt(), parts.getArrayElement(i + 1).asString()));
    }
    return sent(() -> ((ObjectBucket) bucket).completeUpload(key, upload, all));
  }

  @HostAccess.Export
  public Object abort(Object bucket, String key, String upload) {
    return sent(() -> ((ObjectBucket) bucket).abortUpload(key, upload))
        .thenApply(nothing -> realm.undefined());
  }

  /** Does something outside once every write before it is durable. */
  private <T> CompletableFuture<T> sent(Supplier<CompletableFuture<T>> action) {
    return realm.host().output().ask(action);
  }
}
