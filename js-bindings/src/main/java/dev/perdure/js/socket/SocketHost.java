package dev.perdure.js.socket;

import dev.perdure.js.clone.Cloner;
import dev.perdure.js.scope.Realm;
import dev.perdure.workers.event.Event;
import dev.perdure.workers.message.Cancellation;
import dev.perdure.workers.message.GuestException;
import dev.perdure.workers.message.HeaderList;
import dev.perdure.workers.message.RequestMessage;
import dev.perdure.workers.message.ResponseMessage;
import dev.perdure.workers.message.SocketEnd;
import dev.perdure.workers.message.SocketPair;
import dev.perdure.workers.spi.ActorSocket;
import dev.perdure.workers.spi.ActorSockets;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyArray;
import org.jspecify.annotations.Nullable;

/** What {@code lib/websocket.js} calls. Ends of sockets are opaque to the script. */
public final class SocketHost {
  private final Realm realm;
  private final Cloner cloner;

  // The ends that this isolate has and that are lost with it.
  private final Set<SocketEnd> held = ConcurrentHashMap.newKeySet();

  public SocketHost(Realm realm) {
    this.realm = realm;
    this.cloner = new Cloner(realm);
    realm.whenEnded(reason -> held.forEach(SocketEnd::abort));
  }

  @HostAccess.Export
  public Object pair() {
    return new SocketPair();
  }

  @HostAccess.Export
  public Object first(Object pair) {
    return received(((SocketPair) pair).first());
  }

  @HostAccess.Export
  public Object second(Object pair) {
    return received(((SocketPair) pair).second());
  }

  /** Whether this is the isolate of an object. */
  @HostAccess.Export
  public boolean inObject() {
    return realm.host().actor() != null;
  }

  /** Notes that an end is this isolate's now. */
  @HostAccess.Export
  public Object received(Object end) {
    held.add((SocketEnd) end);
    return end;
  }

  /** Notes that an end is no longer this isolate's. */
  @HostAccess.Export
  public Object given(Object end) {
    held.remove((SocketEnd) end);
    return end;
  }

  /** Begins to read: {@code receive} is called with what arrives. */
  @HostAccess.Export
  public Object read(Object end, Value receive) {
    SocketEnd read = (SocketEnd) end;
    SocketReader reader = new SocketReader(realm, read, receive);
    held.add(read);
    read.listen(reader);
    return reader;
  }

  /** Keeps the isolate in memory while the socket is open. */
  @HostAccess.Export
  public void hold(Object reader) {
    ((SocketReader) reader).hold();
  }

  @HostAccess.Export
  public void sendText(Object end, String text) {
    realm.host().output().send(() -> ((SocketEnd) end).sendText(text));
  }

  @HostAccess.Export
  public void sendBinary(Object end, Value message) {
    byte[] bytes = Objects.requireNonNull(realm.bytes(message));
    realm.host().output().send(() -> ((SocketEnd) end).sendBinary(bytes));
  }

  /**
   * Sends a Close. Where it is the {@code last} word of both, the end is this isolate's until it is
   * sent: an isolate that ends before drops the connection.
   */
  @HostAccess.Export
  public void close(Object end, int code, String reason, boolean last) {
    realm.host().output().send(() -> ((SocketEnd) end).close(code, reason));
    if (last) {
      over(end);
    }
  }

  /** Lets go of an end once all that was sent on it is on its way. */
  @HostAccess.Export
  public void over(Object end) {
    realm.host().output().send(() -> held.remove((SocketEnd) end));
  }

  @HostAccess.Export
  public void abort(Object end) {
    held.remove((SocketEnd) end);
    ((SocketEnd) end).abort();
  }

  @HostAccess.Export
  public int utf8Length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  @HostAccess.Export
  public void uncaught(Value error) {
    realm.host().uncaught("websocket", realm.toData(error));
  }

  /** A value in V8's format, opaque to the script. */
  @HostAccess.Export
  public Object serialize(Value value) {
    byte[] bytes = cloner.serialize(value);
    if (bytes.length > ActorSocket.MOST_ATTACHED) {
      throw realm.raise(
          GuestException.error(
              "A WebSocket 'attachment' cannot be larger than "
                  + ActorSocket.MOST_ATTACHED
                  + " bytes.'attachment' was "
                  + bytes.length
                  + " bytes."));
    }
    return new Attachment(bytes);
  }

  @HostAccess.Export
  public Value deserialize(Object attachment) {
    return cloner.deserialize(((Attachment) attachment).bytes());
  }

  private record Attachment(byte[] bytes) {}

  /** A future of the answer to a request for a socket. */
  @HostAccess.Export
  public Object open(String url, @Nullable String protocols, boolean compress) {
    HeaderList headers = HeaderList.ofPairs("Upgrade", "websocket");
    if (protocols != null) {
      headers = headers.with("Sec-WebSocket-Protocol", protocols);
    }
    if (compress) {
      headers = headers.with("Sec-WebSocket-Extensions", "permessage-deflate");
    }
    RequestMessage request =
        new RequestMessage(
            "GET",
            "http" + url.substring("ws".length()),
            headers,
            null,
            null,
            RequestMessage.Redirect.MANUAL,
            Cancellation.never());
    CompletableFuture<ResponseMessage> opened = new CompletableFuture<>();
    realm
        .host()
        .output()
        .send(() ->
            realm
                .host()
                .outbound()
                .send(new Event.Fetch(request))
                .whenComplete((response, thrown) -> answered(opened, response, thrown)));
    return opened;
  }

  private static void answered(
      CompletableFuture<ResponseMessage> opened,
      @Nullable ResponseMessage response,
      @Nullable Throwable thrown) {
    if (response == null) {
      opened.completeExceptionally(
          thrown == null ? GuestException.error("There was no answer.") : thrown);
    } else if (response.status() != 101) {
      opened.completeExceptionally(
          GuestException.typeError(
              "Failed to establish the WebSocket connection: expected server to reply with HTTP"
                  + " status code 101 (switching protocols), but received "
                  + response.status()
                  + " instead."));
    } else if (response.webSocket() == null) {
      opened.completeExceptionally(
          GuestException.typeError(
              "Worker received body in a response to a request for a WebSocket."));
    } else {
      opened.complete(response);
    }
  }

  @HostAccess.Export
  public Object openedEnd(Object response) {
    return Objects.requireNonNull(((ResponseMessage) response).webSocket());
  }

  @HostAccess.Export
  public String openedHeader(Object response, String name) {
    String value = ((ResponseMessage) response).headers().first(name);
    return value == null ? "" : value;
  }

  private ActorSockets sockets() {
    return Objects.requireNonNull(realm.host().actor()).sockets();
  }

  /** Gives a socket to the object's host, which outlasts this isolate. */
  @HostAccess.Export
  public Object acceptHibernatable(Object end, String[] tags, @Nullable Object attachment) {
    try {
      ActorSocket socket =
          sockets()
              .accept(
                  (SocketEnd) end,
                  Arrays.asList(tags),
                  attachment == null ? null : ((Attachment) attachment).bytes());
      held.remove((SocketEnd) end);
      return socket;
    } catch (GuestException e) {
      throw realm.raise(e);
    }
  }

  @HostAccess.Export
  public double number(Object socket) {
    return ((ActorSocket) socket).number();
  }

  @HostAccess.Export
  public Object endOf(Object socket) {
    return ((ActorSocket) socket).end();
  }

  @HostAccess.Export
  public @Nullable Object attachment(Object socket) {
    byte[] bytes = ((ActorSocket) socket).attachment();
    return bytes == null ? null : new Attachment(bytes);
  }

  @HostAccess.Export
  public void attach(Object socket, Object attachment) {
    ((ActorSocket) socket).attach(((Attachment) attachment).bytes());
  }

  @HostAccess.Export
  public boolean closedOutgoing(Object socket) {
    return ((ActorSocket) socket).closedOutgoing();
  }

  @HostAccess.Export
  public void closeOutgoing(Object socket) {
    ((ActorSocket) socket).closeOutgoing();
  }

  @HostAccess.Export
  public Object all() {
    return ProxyArray.fromArray(sockets().all().toArray());
  }

  @HostAccess.Export
  public Object tagged(String tag) {
    return ProxyArray.fromArray(sockets().tagged(tag).toArray());
  }

  @HostAccess.Export
  public Object tags(Object socket) {
    return ProxyArray.fromArray(((ActorSocket) socket).tags().toArray());
  }

  @HostAccess.Export
  public void autoRespond(@Nullable String request, @Nullable String response) {
    sockets()
        .autoRespond(
            request == null || response == null
                ? null
                : new ActorSockets.AutoResponse(request, response));
  }

  @HostAccess.Export
  public @Nullable String autoRequest() {
    ActorSockets.AutoResponse response = sockets().autoResponse();
    return response == null ? null : response.request();
  }

  @HostAccess.Export
  public @Nullable String autoAnswer() {
    ActorSockets.AutoResponse response = sockets().autoResponse();
    return response == null ? null : response.response();
  }

  /** Milliseconds since 1970, or -1. */
  @HostAccess.Export
  public double autoResponseTime(Object socket) {
    Instant time = ((ActorSocket) socket).autoResponseTime();
    return time == null ? -1 : time.toEpochMilli();
  }

  /** Limits handlers to some milliseconds; 0 lifts the limit. */
  @HostAccess.Export
  public void limitEvents(double millis) {
    sockets().limitEvents(millis == 0 ? null : Duration.ofMillis((long) millis));
  }

  /** The limit in milliseconds, or 0. */
  @HostAccess.Export
  public double eventLimit() {
    Duration limit = sockets().eventLimit();
    return limit == null ? 0 : limit.toMillis();
  }
}
