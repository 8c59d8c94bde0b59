package dev.perdure.js.fetch;

import dev.perdure.js.scope.Realm;
import dev.perdure.js.url.Url;
import dev.perdure.workers.compat.CompatFlag;
import dev.perdure.workers.event.Event;
import dev.perdure.workers.message.Body;
import dev.perdure.workers.message.Cancellation;
import dev.perdure.workers.message.HeaderList;
import dev.perdure.workers.message.RequestMessage;
import dev.perdure.workers.message.ResponseMessage;
import dev.perdure.workers.message.SocketEnd;
import dev.perdure.workers.spi.Channel;
import dev.perdure.workers.spi.EventLoop;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/** What {@code lib/fetch.js} calls. Messages are opaque to the script. */
public final class FetchHost {
  private final Realm realm;

  public FetchHost(Realm realm) {
    this.realm = realm;
  }

  /** The serialised form of an absolute URL, or null where it is none. */
  @HostAccess.Export
  public @Nullable String normalUrl(String text) {
    Url url = Url.parse(text);
    return url == null ? null : url.href();
  }

  @HostAccess.Export
  public String method(Object request) {
    return ((RequestMessage) request).method();
  }

  @HostAccess.Export
  public String url(Object request) {
    return ((RequestMessage) request).url();
  }

  @HostAccess.Export
  public Object headers(Object request) {
    return ((RequestMessage) request).headers();
  }

  /**
   * The headers of a request as its receiver sees them: with the length of its body, or with the
   * word that nobody knows it.
   */
  @HostAccess.Export
  public Object receivedHeaders(Object request) {
    RequestMessage message = (RequestMessage) request;
    HeaderList headers = message.headers();
    Body body = message.body();
    if (body == null
        || headers.first("content-length") != null
        || headers.first("transfer-encoding") != null) {
      return headers;
    }
    OptionalLong length = body.length();
    return length.isPresent()
        ? headers.with("Content-Length", Long.toString(length.getAsLong()))
        : headers.with("Transfer-Encoding", "chunked");
  }

  /** The answer that a {@code data:} URL stands for; null where it is faulty. */
  @HostAccess.Export
  public @Nullable Object data(String url) {
    Url parsed = Url.parse(url);
    DataUrl data = parsed == null ? null : DataUrl.parse(parsed.hrefWithoutFragment());
    if (data == null) {
      return null;
    }
    return new ResponseMessage(
        200,
        "OK",
        HeaderList.ofPairs("Content-Type", data.type()),
        new Body.Bytes(data.bytes()),
        ResponseMessage.Encoding.AUTOMATIC,
        url,
        false,
        null);
  }

  @HostAccess.Export
  public @Nullable String cf(Object request) {
    return ((RequestMessage) request).cf();
  }

  @HostAccess.Export
  public @Nullable Object requestBody(Object request) {
    return ((RequestMessage) request).body();
  }

  /** Calls {@code listener} in a turn once the sender of the request has gone. */
  @HostAccess.Export
  public void onCancel(Object request, Value listener) {
    EventLoop.Pending pending = realm.loop().begin(EventLoop.Kind.LISTENER);
    ((RequestMessage) request).cancellation().onCancel(() -> pending.resume(listener::executeVoid));
  }

  /** A request that is sent. */
  @HostAccess.Export
  public Object request(
      String method,
      String url,
      Object headers,
      @Nullable Object body,
      @Nullable String cf,
      String redirect,
      boolean abortable) {
    return new RequestMessage(
        method,
        url,
        (HeaderList) headers,
        (Body) body,
        cf,
        RequestMessage.Redirect.valueOf(redirect.toUpperCase(Locale.ROOT)),
        abortable ? new Cancellation() : Cancellation.never());
  }

  /**
   * Tells the receiver of a request that its answer is no longer waited for. The future completes
   * after what receivers of this isolate do.
   */
  @HostAccess.Export
  public Object cancel(Object request) {
    ((RequestMessage) request).cancellation().cancel();
    CompletableFuture<Object> told = new CompletableFuture<>();
    realm.loop().begin(EventLoop.Kind.ANSWER).resume(() -> told.complete(realm.undefined()));
    return told;
  }

  /** A future of the answer; {@code channel} null stands for the network. */
  @HostAccess.Export
  public Object send(@Nullable Object channel, Object request) {
    Channel target = channel == null ? realm.host().outbound() : (Channel) channel;
    CompletableFuture<ResponseMessage> answer = new CompletableFuture<>();
    if (channel == null) {
      EventLoop.Pending waiting = realm.loop().begin(EventLoop.Kind.NETWORK);
      answer.whenComplete((response, thrown) -> waiting.cancel());
    }
    realm
        .host()
        .output()
        .send(() ->
            sendOn(target, (RequestMessage) request, channel == null ? -1 : 0)
                .whenComplete((response, thrown) -> {
                  if (thrown == null) {
                    answer.complete(
                        AbandonedSource.watch(
                            Objects.requireNonNull(response),
                            ((RequestMessage) request).cancellation()));
                  } else {
                    answer.completeExceptionally(thrown);
                  }
                }));
    return answer;
  }

  /** Sends and follows redirects; {@code hops} is -1 where the channel does that itself. */
  private CompletableFuture<ResponseMessage> sendOn(
      Channel target, RequestMessage request, int hops) {
    CompletableFuture<ResponseMessage> sent = target.send(new Event.Fetch(request));
    if (hops < 0) {
      return sent;
    }
    boolean strip = realm.flags().on(CompatFlag.STRIP_AUTHORIZATION_ON_CROSS_ORIGIN_REDIRECT);
    return sent.thenCompose(response -> {
      RequestMessage next = Redirects.next(request, response, hops, strip);
      return next == null
          ? CompletableFuture.completedFuture(Redirects.arrived(request, response, hops))
          : sendOn(target, next, hops + 1);
    });
  }

  @HostAccess.Export
  public int status(Object response) {
    return ((ResponseMessage) response).status();
  }

  @HostAccess.Export
  public String statusText(Object response) {
    return ((ResponseMessage) response).statusText();
  }

  @HostAccess.Export
  public Object responseHeaders(Object response) {
    return ((ResponseMessage) response).headers();
  }

  @HostAccess.Export
  public @Nullable Object responseBody(Object response) {
    return ((ResponseMessage) response).body();
  }

  @HostAccess.Export
  public @Nullable String responseUrl(Object response) {
    return ((ResponseMessage) response).url();
  }

  @HostAccess.Export
  public boolean redirected(Object response) {
    return ((ResponseMessage) response).redirected();
  }

  @HostAccess.Export
  public boolean encodedManually(Object response) {
    return ((ResponseMessage) response).encoding() == ResponseMessage.Encoding.MANUAL;
  }

  @HostAccess.Export
  public boolean hasSocket(Object response) {
    return ((ResponseMessage) response).webSocket() != null;
  }

  @HostAccess.Export
  public @Nullable Object socket(Object response) {
    return ((ResponseMessage) response).webSocket();
  }

  /** A response that is sent. */
  @HostAccess.Export
  public Object response(
      int status,
      String statusText,
      Object headers,
      @Nullable Object body,
      boolean encodedManually,
      @Nullable Object socket,
      @Nullable String cf) {
    return new ResponseMessage(
        status,
        statusText,
        (HeaderList) headers,
        (Body) body,
        encodedManually ? ResponseMessage.Encoding.MANUAL : ResponseMessage.Encoding.AUTOMATIC,
        null,
        false,
        (SocketEnd) socket,
        cf);
  }

  /** The {@code cf} object of a response as JSON, or null. */
  @HostAccess.Export
  public @Nullable String responseCf(Object response) {
    return ((ResponseMessage) response).cf();
  }
}
