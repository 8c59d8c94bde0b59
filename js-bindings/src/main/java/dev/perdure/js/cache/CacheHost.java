package dev.perdure.js.cache;

import dev.perdure.js.fetch.Gathered;
import dev.perdure.js.scope.Realm;
import dev.perdure.workers.message.Body;
import dev.perdure.workers.message.HeaderList;
import dev.perdure.workers.message.RequestMessage;
import dev.perdure.workers.message.ResponseMessage;
import dev.perdure.workers.spi.CacheStore;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.graalvm.polyglot.HostAccess;
import org.jspecify.annotations.Nullable;

/** What {@code lib/caches.js} calls. Requests and responses are opaque to the script. */
public final class CacheHost {
  private final Realm realm;

  public CacheHost(Realm realm) {
    this.realm = realm;
  }

  private CacheStore store() {
    return realm.host().caches();
  }

  /** The response kept for a request, or null. */
  @HostAccess.Export
  public @Nullable Object match(String cache, Object request) {
    RequestMessage asked = (RequestMessage) request;
    CacheStore.Entry entry = store().find(cache, asked.url());
    return entry == null ? null : Matches.answer(asked.headers(), entry);
  }

  /** A future that is done when the response is kept, or was found not to be kept. */
  @HostAccess.Export
  public Object put(String cache, Object request, Object response) {
    RequestMessage asked = (RequestMessage) request;
    ResponseMessage given = (ResponseMessage) response;
    Instant now = realm.host().clock().instant();
    Duration life = Freshness.of(asked.headers(), given.status(), given.headers(), now);
    CompletableFuture<byte[]> body =
        switch (given.body()) {
          case null -> CompletableFuture.completedFuture(new byte[0]);
          case Body.Bytes whole -> CompletableFuture.completedFuture(whole.bytes());
          case Body.Stream stream -> new Gathered(stream.source()).result();
        };
    return body.thenApply(bytes -> {
      if (life.isPositive()) {
        keep(cache, asked.url(), given, bytes, now.plus(life));
      }
      return realm.undefined();
    });
  }

  private void keep(
      String cache, String key, ResponseMessage given, byte[] bytes, Instant expires) {
    HeaderList headers = given.headers();
    if (Freshness.leavesOutCookies(headers)) {
      headers = headers.without("set-cookie");
    }
    store()
        .put(
            cache,
            key,
            new CacheStore.Entry(given.status(), given.statusText(), headers, bytes, expires));
  }

  /** Drops what is kept for a request; whether there was something. */
  @HostAccess.Export
  public boolean delete(String cache, Object request) {
    return store().delete(cache, ((RequestMessage) request).url());
  }
}
