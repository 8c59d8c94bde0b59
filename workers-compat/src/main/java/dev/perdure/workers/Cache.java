package dev.perdure.workers;

import dev.perdure.workers.platform.Platform;
import java.util.Optional;

/**
 * Responses that are kept by their requests, as {@code caches} has them in JavaScript. Which are
 * kept, and for how long, their headers say.
 *
 * @see <a href="https://developers.cloudflare.com/workers/runtime-apis/cache/">Cache</a>
 */
public interface Cache {
  /** {@code caches.default}. */
  static Cache shared() {
    return Platform.current().cache("");
  }

  /** A cache with a name of its own. */
  static Cache open(String name) {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("A cache has a name; Cache.shared() is the one without.");
    }
    return Platform.current().cache(name);
  }

  /** The response that is kept for a GET request. */
  Optional<Response> match(Request request);

  /** The response that is kept for a URL. */
  default Optional<Response> match(String url) {
    return match(Request.get(url));
  }

  /**
   * Keeps a response for a GET request, once its body has been read.
   *
   * @throws WorkerException if a response of that kind is never kept
   */
  void put(Request request, Response response);

  /** Drops the response that is kept for a GET request; whether there was one. */
  boolean delete(Request request);
}
