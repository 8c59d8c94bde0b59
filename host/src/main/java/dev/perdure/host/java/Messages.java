package dev.perdure.host.java;

import dev.perdure.js.url.Url;
import dev.perdure.workers.Headers;
import dev.perdure.workers.Request;
import dev.perdure.workers.Response;
import dev.perdure.workers.WebSocket;
import dev.perdure.workers.WorkerException;
import dev.perdure.workers.message.Body;
import dev.perdure.workers.message.ByteSource;
import dev.perdure.workers.message.Cancellation;
import dev.perdure.workers.message.HeaderList;
import dev.perdure.workers.message.RequestMessage;
import dev.perdure.workers.message.ResponseMessage;
import dev.perdure.workers.message.SocketEnd;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Turns requests and responses of guests into messages of the host and back. */
record Messages(JavaRealm realm) {
  /** A request as its receiver sees it: with the length of its body. */
  Request request(RequestMessage message) {
    Headers headers = headers(message.headers());
    Body body = message.body();
    if (body != null && !headers.has("content-length") && !headers.has("transfer-encoding")) {
      OptionalLong length = body.length();
      headers =
          length.isPresent()
              ? headers.append("Content-Length", Long.toString(length.getAsLong()))
              : headers.append("Transfer-Encoding", "chunked");
    }
    return Request.of(message.method(), message.url())
        .withHeaders(headers)
        .withBody(stream(body))
        .withCfJson(message.cf());
  }

  /** A request that is sent to the network or another isolate. */
  RequestMessage message(Request request, RequestMessage.Redirect redirect) {
    Url url = Url.parse(request.url());
    if (url == null) {
      throw WorkerException.typeError(
          "Invalid URL: '%s'. Write it in full, such as 'https://example.com/path'."
              .formatted(request.url()));
    }
    return new RequestMessage(
        request.method(),
        url.href(),
        list(request.headers()),
        body(request.body()),
        request.cfJson(),
        redirect,
        Cancellation.never());
  }

  /** A response that came. */
  Response response(ResponseMessage message) {
    SocketEnd end = message.webSocket();
    WebSocket socket = end == null ? null : realm.sockets().received(end);
    Response response =
        message.status() == 101 && socket != null
            ? Response.upgrade(socket)
            : Response.of(message.status(), Headers.EMPTY, stream(message.body()));
    return response
        .withStatusText(message.statusText())
        .withHeaders(headers(message.headers()))
        .from(message.url(), socket);
  }

  /** A response that is sent. */
  ResponseMessage message(Response response) {
    WebSocket socket = response.webSocket();
    return new ResponseMessage(
        response.status(),
        response.statusText(),
        list(response.headers()),
        body(response.body()),
        ResponseMessage.Encoding.AUTOMATIC,
        null,
        false,
        socket == null ? null : realm.sockets().given(socket));
  }

  static Headers headers(HeaderList list) {
    String[] pairs = new String[2 * list.size()];
    for (int i = 0; i < list.size(); i++) {
      pairs[2 * i] = list.name(i);
      pairs[2 * i + 1] = list.value(i);
    }
    return Headers.of(pairs);
  }

  static HeaderList list(Headers headers) {
    List<String> pairs = new ArrayList<>();
    headers.forEach((name, value) -> {
      if (name.isEmpty() || !name.chars().allMatch(Messages::isTokenCharacter)) {
        throw WorkerException.typeError("Invalid header name.");
      }
      if (value.chars().anyMatch(c -> c == '\r' || c == '\n' || c == 0)) {
        throw WorkerException.typeError("Invalid header value.");
      }
      pairs.add(name.toLowerCase(Locale.ROOT).equals("set-cookie") ? "Set-Cookie" : name);
      pairs.add(value);
    });
    return HeaderList.ofPairs(pairs.toArray(String[]::new));
  }

  private static boolean isTokenCharacter(int c) {
    return c > 0x20 && c < 0x7f && "\"(),/:;<=>?@[\\]{}".indexOf(c) < 0;
  }

  /** What a guest reads of a body. */
  @Nullable InputStream stream(@Nullable Body body) {
    return switch (body) {
      case null -> null;
      case Body.Bytes whole -> new ByteArrayInputStream(whole.bytes());
      case Body.Stream(ByteSource source) -> new SourceStream(realm.fibers(), source);
    };
  }

  private @Nullable Body body(@Nullable InputStream stream) {
    return switch (stream) {
      case null -> null;
      case ByteArrayInputStream whole -> new Body.Bytes(whole.readAllBytes());
      default -> new Body.Stream(source(stream));
    };
  }

  /** The bytes of a guest's stream as others read them. */
  ByteSource source(InputStream stream) {
    ByteSource passed = stream instanceof SourceStream source ? source.untouched() : null;
    if (passed != null) {
      return passed;
    }
    return stream instanceof WrittenStream written
        ? new GuestSource(realm, written.writer())
        : GuestSource.of(realm, stream);
  }
}
