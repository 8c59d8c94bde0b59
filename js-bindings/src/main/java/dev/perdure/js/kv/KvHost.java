package dev.perdure.js.kv;

import dev.perdure.js.encoding.Utf8;
import dev.perdure.js.fetch.Gathered;
import dev.perdure.js.scope.Realm;
import dev.perdure.workers.binding.KeyValueNamespace;
import dev.perdure.workers.message.Body;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/** What {@code lib/kv.js} calls. Namespaces, entries and pages are opaque to the script. */
public final class KvHost {
  private final Realm realm;

  public KvHost(Realm realm) {
    this.realm = realm;
  }

  /** A future of an entry, or of null. */
  @HostAccess.Export
  public Object get(Object namespace, String name) {
    return sent(() -> ((KeyValueNamespace) namespace).get(name))
        .thenApply(found -> found.orElse(null));
  }

  @HostAccess.Export
  public String text(Object entry) {
    return Utf8.decode(((KeyValueNamespace.Entry) entry).value());
  }

  @HostAccess.Export
  public Value bytes(Object entry) {
    return realm.arrayBuffer(((KeyValueNamespace.Entry) entry).value());
  }

  /** The bytes of an entry as the body of a message. */
  @HostAccess.Export
  public Object body(Object entry) {
    return new Body.Bytes(((KeyValueNamespace.Entry) entry).value());
  }

  /** The metadata of an entry as JSON, or null. */
  @HostAccess.Export
  public @Nullable String metadata(Object entry) {
    return ((KeyValueNamespace.Entry) entry).metadata().orElse(null);
  }

  /** A future that is done when the value is durable. */
  @HostAccess.Export
  public Object put(
      Object namespace,
      String name,
      @Nullable Object body,
      @Nullable Double expiration,
      @Nullable Double life,
      @Nullable String metadata) {
    KeyValueNamespace.Options options =
        new KeyValueNamespace.Options(
            whole(expiration), whole(life), Optional.ofNullable(metadata));
    CompletableFuture<byte[]> value =
        switch ((Body) body) {
          case null -> CompletableFuture.completedFuture(new byte[0]);
          case Body.Bytes all -> CompletableFuture.completedFuture(all.bytes());
          case Body.Stream stream -> new Gathered(stream.source()).result();
        };
    return sent(() ->
            value.thenCompose(bytes -> ((KeyValueNamespace) namespace).put(name, bytes, options)))
        .thenApply(nothing -> realm.undefined());
  }

  private static OptionalLong whole(@Nullable Double number) {
    return number == null ? OptionalLong.empty() : OptionalLong.of(number.longValue());
  }

  @HostAccess.Export
  public Object delete(Object namespace, String name) {
    return sent(() -> ((KeyValueNamespace) namespace).delete(name))
        .thenApply(nothing -> realm.undefined());
  }

  /** A future of a page. */
  @HostAccess.Export
  public Object list(Object namespace, String prefix, int limit, @Nullable String cursor) {
    return sent(
        () -> ((KeyValueNamespace) namespace).list(prefix, limit, Optional.ofNullable(cursor)));
  }

  /** For each name of a page: the name, the second it expires or null, its metadata or null. */
  @HostAccess.Export
  public @Nullable String[] names(Object page) {
    List<@Nullable String> parts = new ArrayList<>();
    for (KeyValueNamespace.Name name : ((KeyValueNamespace.Page) page).names()) {
      parts.add(name.name());
      parts.add(name.expiration().map(Instant::getEpochSecond).map(String::valueOf).orElse(null));
      parts.add(name.metadata().orElse(null));
    }
    return parts.toArray(new @Nullable String[0]);
  }

  @HostAccess.Export
  public @Nullable String cursor(Object page) {
    return ((KeyValueNamespace.Page) page).cursor().orElse(null);
  }

  /** Does something outside once every write before it is durable. */
  private <T> CompletableFuture<T> sent(Supplier<CompletableFuture<T>> action) {
    return realm.host().output().ask(action);
  }
}
