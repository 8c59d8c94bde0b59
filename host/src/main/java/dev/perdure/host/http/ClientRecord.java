package dev.perdure.host.http;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Makes {@code request.cf}. Away from Cloudflare's network it is the fixed record of a client in
 * Austin that {@code wrangler dev} gives offline, and what the client said it accepts.
 */
final class ClientRecord {
  private static final String FIXED = read();
  private static final String NOTHING_ACCEPTED = with("");

  private ClientRecord() {}

  static String of(HttpServerExchange exchange) {
    String accepted = exchange.getRequestHeaders().getFirst(Headers.ACCEPT_ENCODING);
    return accepted == null ? NOTHING_ACCEPTED : with(accepted);
  }

  private static String with(String accepted) {
    String quoted = new String(JsonStringEncoder.getInstance().quoteAsString(accepted));
    return FIXED + ",\"clientAcceptEncoding\":\"" + quoted + "\"}";
  }

  /** The record without its closing brace. */
  private static String read() {
    try (InputStream stream = ClientRecord.class.getResourceAsStream("cf.json")) {
      if (stream == null) {
        throw new IllegalStateException("The resource 'cf.json' is missing.");
      }
      String json = new String(stream.readAllBytes(), StandardCharsets.UTF_8).strip();
      return json.substring(0, json.length() - 1).stripTrailing();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
