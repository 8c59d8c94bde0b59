package dev.perdure.workers.cache;

import dev.perdure.workers.message.HeaderList;
import dev.perdure.workers.message.RequestMessage;
import dev.perdure.workers.message.ResponseMessage;
import dev.perdure.workers.spi.CacheStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** {@code caches} as every language has them: a store, and the rules of HTTP about it. */
public record ResponseCache(CacheStore store, InstantSource clock) {
  /** The name in the store of a cache that scripts open. */
  public static String opened(String name) {
    return ":" + name;
  }

  /** What is kept for a GET request: all of it, a part, or that it has not changed; or null. */
  public @Nullable ResponseMessage match(String cache, RequestMessage request) {
    CacheStore.Entry entry = store.find(cache, request.url());
    return entry == null ? null : Matches.answer(request.headers(), entry);
  }

  /**
   * Keeps a response where its headers let it be kept.
   *
   * @param body all of its body
   */
  public void put(String cache, RequestMessage request, ResponseMessage response, byte[] body) {
    Instant now = clock.instant();
    HeaderList headers = response.headers();
    Duration life = Freshness.of(request.headers(), response.status(), headers, now);
    if (life.isPositive()) {
      HeaderList kept =
          Freshness.leavesOutCookies(headers) ? headers.without("set-cookie") : headers;
      store.put(
          cache,
          request.url(),
          new CacheStore.Entry(
              response.status(), response.statusText(), kept, body, now.plus(life)));
    }
  }

  /** Drops what is kept for a request; whether there was something. */
  public boolean delete(String cache, RequestMessage request) {
    return store.delete(cache, request.url());
  }
}
