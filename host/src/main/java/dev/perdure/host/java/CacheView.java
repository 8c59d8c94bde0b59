package dev.perdure.host.java;

import dev.perdure.js.fetch.Gathered;
import dev.perdure.workers.Cache;
import dev.perdure.workers.Request;
import dev.perdure.workers.Response;
import dev.perdure.workers.WorkerException;
import dev.perdure.workers.cache.ResponseCache;
import dev.perdure.workers.message.RequestMessage;
import dev.perdure.workers.message.ResponseMessage;
import dev.perdure.workers.spi.CacheStore;
import dev.perdure.workers.spi.EventLoop;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** One of the worker's caches. */
record CacheView(JavaRealm realm, String name) implements Cache {
  private static final int LONGEST_NAME = 1024;

  static CacheView of(JavaRealm realm, String name) {
    if (name.length() >= LONGEST_NAME) {
      throw WorkerException.typeError("Cache name is too long.");
    }
    return new CacheView(realm, name.isEmpty() ? CacheStore.DEFAULT : ResponseCache.opened(name));
  }

  private ResponseCache cache() {
    return new ResponseCache(realm.host().caches(), realm.host().clock());
  }

  // The key is the URL and the headers; a body stays with its request.
  private RequestMessage key(Request request) {
    return realm
        .messages()
        .message(
            Request.get(request.url()).withHeaders(request.headers()),
            RequestMessage.Redirect.FOLLOW);
  }

  private static boolean isGet(Request request) {
    return request.method().equals("GET");
  }

  @Override
  public Optional<Response> match(Request request) {
    if (!isGet(request)) {
      return Optional.empty();
    }
    RequestMessage key = key(request);
    return realm
        .fibers()
        .call(() -> Optional.ofNullable(cache().match(name, key)))
        .map(realm.messages()::response);
  }

  @Override
  public void put(Request request, Response response) {
    if (!isGet(request)) {
      throw WorkerException.typeError("Cannot cache response to non-GET request.");
    }
    if (response.status() == 206) {
      throw WorkerException.typeError(
          "Cannot cache response to a range request (206 Partial Content).");
    }
    String vary = response.headers().get("vary");
    if (vary != null && vary.contains("*")) {
      throw WorkerException.typeError("Cannot cache response with 'Vary: *' header.");
    }
    if (response.webSocket() != null) {
      throw WorkerException.typeError("Cannot cache WebSocket upgrade response.");
    }
    if (response.status() == 304) {
      return;
    }
    RequestMessage key = key(request);
    ResponseMessage kept = realm.messages().message(response);
    CompletableFuture<byte[]> body = realm.fibers().call(() -> Gathered.bytes(kept.body()));
    byte[] bytes = realm.fibers().await(body, EventLoop.Kind.STREAM);
    realm.fibers().act(() -> cache().put(name, key, kept, bytes));
  }

  @Override
  public boolean delete(Request request) {
    if (!isGet(request)) {
      return false;
    }
    RequestMessage key = key(request);
    return realm.fibers().call(() -> cache().delete(name, key));
  }
}
