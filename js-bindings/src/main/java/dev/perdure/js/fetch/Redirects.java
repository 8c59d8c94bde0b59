package dev.perdure.js.fetch;

import dev.perdure.js.url.Url;
import dev.perdure.workers.message.Body;
import dev.perdure.workers.message.GuestException;
import dev.perdure.workers.message.HeaderList;
import dev.perdure.workers.message.RequestMessage;
import dev.perdure.workers.message.ResponseMessage;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Redirects as a script's fetch of another worker or object follows them, after workerd's http.c++.
 */
final class Redirects {
  static final int MOST = 20;

  private static final Set<Integer> STATUSES = Set.of(301, 302, 303, 307, 308);
  private static final String ONE_TIME_BODY =
      "A request with a one-time-use body (it was initialized from a stream, not a buffer)"
          + " encountered a redirect requiring the body to be retransmitted. To avoid this error in"
          + " the future, construct this request from a buffer-like body initializer.";

  private static final Set<Integer> BODILESS = Set.of(101, 204, 205, 304);
  private static final Body NO_BYTES = new Body.Bytes(new byte[0]);

  private Redirects() {}

  /**
   * The request that an answer asks for instead; null where it asks for none.
   *
   * @param hops how many there were before
   * @param strip whether another origin is not to see the {@code Authorization} header
   */
  static @Nullable RequestMessage next(
      RequestMessage request, ResponseMessage response, int hops, boolean strip) {
    String location = response.headers().first("location");
    if (location == null
        || !STATUSES.contains(response.status())
        || request.redirect() == RequestMessage.Redirect.MANUAL) {
      return null;
    }
    if (request.redirect() == RequestMessage.Redirect.ERROR || hops >= MOST) {
      throw GuestException.typeError("Too many redirects.");
    }
    Url from = Url.parse(request.url());
    Url to = Url.parse(location, from);
    if (from == null || to == null) {
      throw GuestException.typeError("Invalid Location header; unable to follow redirect.");
    }
    boolean retransmits = response.status() != 303;
    if (retransmits && request.body() instanceof Body.Stream) {
      throw GuestException.typeError(ONE_TIME_BODY);
    }
    if (response.body() instanceof Body.Stream(var source)) {
      source.cancel(null);
    }
    boolean becomesGet =
        !request.method().equals("HEAD")
            && (!retransmits
                || (request.method().equals("POST")
                    && (response.status() == 301 || response.status() == 302)));
    boolean drops = becomesGet || !retransmits;
    HeaderList headers = request.headers();
    if (drops) {
      headers = headers.without("content-type").without("content-length");
    }
    if (strip && !from.origin().equals(to.origin())) {
      headers = headers.without("authorization");
    }
    return new RequestMessage(
        becomesGet ? "GET" : request.method(),
        to.href(),
        headers,
        drops ? null : request.body(),
        request.cf(),
        request.redirect(),
        request.cancellation());
  }

  /** Whether the receiver sees a body, be it an empty one. */
  private static boolean hasBody(RequestMessage request, ResponseMessage response) {
    return !request.method().equals("HEAD")
        && !BODILESS.contains(response.status())
        && response.webSocket() == null;
  }

  /** An answer with the URL that it came from. */
  static ResponseMessage arrived(RequestMessage request, ResponseMessage response, int hops) {
    Url url = Url.parse(request.url());
    return new ResponseMessage(
        response.status(),
        response.statusText(),
        response.headers(),
        hasBody(request, response) ? Objects.requireNonNullElse(response.body(), NO_BYTES) : null,
        response.encoding(),
        url == null ? request.url() : url.hrefWithoutFragment(),
        hops > 0,
        response.webSocket());
  }
}
