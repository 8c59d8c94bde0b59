package dev.perdure.js.cache;

import dev.perdure.js.fetch.Gathered;
import dev.perdure.js.scope.Realm;
import dev.perdure.workers.cache.ResponseCache;
import dev.perdure.workers.message.RequestMessage;
import dev.perdure.workers.message.ResponseMessage;
import org.graalvm.polyglot.HostAccess;
import org.jspecify.annotations.Nullable;

/** What {@code lib/caches.js} calls. Requests and responses are opaque to the script. */
public final class CacheHost {
  private final Realm realm;

  public CacheHost(Realm realm) {
    this.realm = realm;
  }

  private ResponseCache caches() {
    return new ResponseCache(realm.host().caches(), realm.host().clock());
  }

  /** The response kept for a request, or null. */
  @HostAccess.Export
  public @Nullable Object match(String cache, Object request) {
    return caches().match(cache, (RequestMessage) request);
  }

  /** A future that is done when the response is kept, or was found not to be kept. */
  @HostAccess.Export
  public Object put(String cache, Object request, Object response) {
    ResponseMessage given = (ResponseMessage) response;
    return Gathered.bytes(given.body())
        .thenApply(bytes -> {
          caches().put(cache, (RequestMessage) request, given, bytes);
          return realm.undefined();
        });
  }

  /** Drops what is kept for a request; whether there was something. */
  @HostAccess.Export
  public boolean delete(String cache, Object request) {
    return caches().delete(cache, (RequestMessage) request);
  }
}
