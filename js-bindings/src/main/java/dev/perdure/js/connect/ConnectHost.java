package dev.perdure.js.connect;

import dev.perdure.js.scope.Realm;
import dev.perdure.workers.event.Event;
import dev.perdure.workers.message.ByteSource;
import dev.perdure.workers.message.Connection;
import dev.perdure.workers.message.GuestException;
import dev.perdure.workers.spi.Channel;
import dev.perdure.workers.spi.EventLoop;
import java.util.concurrent.CompletableFuture;
import org.graalvm.polyglot.HostAccess;
import org.jspecify.annotations.Nullable;

/** What {@code sockets.js} calls. */
public final class ConnectHost {
  private final Realm realm;

  /** The Java side of the part. */
  public ConnectHost(Realm realm) {
    this.realm = realm;
  }

  /** A connection that is being made. */
  public record Dialed(CompletableFuture<Connection> connection, ComingSource coming) {
    static Dialed of(CompletableFuture<Connection> connection) {
      return new Dialed(connection, new ComingSource(connection));
    }
  }

  /** Connects; {@code channel} null stands for the network. */
  @HostAccess.Export
  public Object connect(
      @Nullable Object channel, String host, int port, boolean tls, Object outgoing) {
    Channel target = channel == null ? realm.host().outbound() : (Channel) channel;
    EventLoop.Pending waiting = realm.loop().begin(EventLoop.Kind.SOCKET);
    CompletableFuture<Connection> answer =
        realm
            .host()
            .output()
            .ask(() -> target.send(new Event.Connect(host, port, tls, (ByteSource) outgoing)));
    Dialed dialed = Dialed.of(answer);
    dialed.coming().ended().whenComplete((ended, thrown) -> waiting.cancel());
    answer.whenComplete((connection, thrown) -> {
      if (thrown != null) {
        waiting.cancel();
      }
    });
    return dialed;
  }

  /** Goes on with TLS. */
  @HostAccess.Export
  public Object startTls(Object dialed, String host, Object outgoing) {
    return Dialed.of(
        ((Dialed) dialed)
            .connection()
            .thenCompose(connection -> connection.startTls(host, (ByteSource) outgoing)));
  }

  /** What comes over the connection. */
  @HostAccess.Export
  public Object incoming(Object dialed) {
    return ((Dialed) dialed).coming();
  }

  /** A future of the address of the other side, which may be null. */
  @HostAccess.Export
  public Object opened(Object dialed) {
    return ((Dialed) dialed).connection().thenApply(Connection::remoteAddress);
  }

  /** A future that completes when the other side has ended. */
  @HostAccess.Export
  public Object ended(Object dialed) {
    return ((Dialed) dialed).coming().ended();
  }

  /** The bytes that an event of this isolate brings. */
  @HostAccess.Export
  public Object received(Object event) {
    return ((Event.Connect) event).outgoing();
  }

  /** The address that the caller named. */
  @HostAccess.Export
  public String address(Object event) {
    Event.Connect connect = (Event.Connect) event;
    return connect.host() + ":" + connect.port();
  }

  /** What answers an event: the bytes that this side sends. */
  @HostAccess.Export
  public Object answer(Object source) {
    return new Answered((ByteSource) source);
  }

  private record Answered(ByteSource incoming) implements Connection {
    @Override
    public @Nullable String remoteAddress() {
      return null;
    }

    @Override
    public CompletableFuture<Connection> startTls(String host, ByteSource outgoing) {
      return CompletableFuture.failedFuture(
          GuestException.error("startTls is not available on a connection to a worker."));
    }
  }
}
