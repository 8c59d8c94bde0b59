package dev.perdure.host.http;

import dev.perdure.workers.message.HeaderList;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.net.InetSocketAddress;

/**
 * The headers that a worker sees: those of the client, with what Cloudflare's network adds to them
 * in front of every worker, as {@code wrangler dev} does.
 *
 * @see <a href="https://developers.cloudflare.com/fundamentals/reference/http-headers/">Cloudflare
 *     HTTP headers</a>
 */
final class ClientHeaders {
  private static final HttpString CONNECTING_IP = new HttpString("CF-Connecting-IP");
  private static final String ACCEPTED = "br, gzip";

  private ClientHeaders() {}

  static HeaderList of(HttpServerExchange exchange) {
    HeaderMap headers = exchange.getRequestHeaders();
    int count = 0;
    for (long at = headers.fastIterateNonEmpty(); at != -1; at = headers.fiNextNonEmpty(at)) {
      count += headers.fiCurrent(at).size();
    }
    boolean named = headers.contains(CONNECTING_IP);
    HeaderValues accepted = headers.get(Headers.ACCEPT_ENCODING);
    int size = count - (accepted == null ? 0 : accepted.size()) + 1 + (named ? 0 : 1);
    String[] pairs = new String[2 * size];
    int next = 0;
    for (long at = headers.fastIterateNonEmpty(); at != -1; at = headers.fiNextNonEmpty(at)) {
      HeaderValues values = headers.fiCurrent(at);
      if (values.getHeaderName().equals(Headers.ACCEPT_ENCODING)) {
        continue;
      }
      String name = values.getHeaderName().toString();
      for (int i = 0; i < values.size(); i++) {
        pairs[next++] = name;
        pairs[next++] = values.get(i);
      }
    }
    pairs[next++] = Headers.ACCEPT_ENCODING_STRING;
    pairs[next++] = ACCEPTED;
    if (!named) {
      pairs[next++] = CONNECTING_IP.toString();
      pairs[next] = address(exchange.getSourceAddress());
    }
    return HeaderList.ofPairs(pairs);
  }

  private static String address(InetSocketAddress source) {
    return source.getAddress() == null
        ? source.getHostString()
        : source.getAddress().getHostAddress();
  }
}
