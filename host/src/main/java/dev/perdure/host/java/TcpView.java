package dev.perdure.host.java;

import dev.perdure.workers.TcpSocket;
import dev.perdure.workers.WorkerException;
import dev.perdure.workers.event.Event;
import dev.perdure.workers.message.ByteSource;
import dev.perdure.workers.message.Connection;
import dev.perdure.workers.message.GuestException;
import dev.perdure.workers.spi.Channel;
import dev.perdure.workers.spi.EventLoop;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A connection of an isolate. On fibers of the isolate. */
final class TcpView implements TcpSocket {
  private static final Pattern HOST = Pattern.compile("[-._\\[\\]:a-zA-Z0-9]{1,255}");
  private static final int MOST_PORT = 65_535;

  private final JavaRealm realm;
  private final String host;
  private final Sending output;
  private final InputStream input;
  // Null for one that came from another worker.
  private final @Nullable Connection connection;
  private final EventLoop.Pending holding;

  private TcpView(
      JavaRealm realm,
      String host,
      Sending output,
      ByteSource incoming,
      @Nullable Connection connection) {
    this.realm = realm;
    this.host = host;
    this.output = output;
    this.input = new SourceStream(realm.fibers(), incoming);
    this.connection = connection;
    this.holding = realm.fibers().call(() -> realm.host().loop().begin(EventLoop.Kind.SOCKET));
  }

  /** Connects and waits for the connection. */
  static TcpView open(JavaRealm realm, Channel channel, String host, int port, boolean tls) {
    if (!HOST.matcher(host).matches()) {
      throw WorkerException.typeError(
          "Specified address is empty string, contains unsupported characters or is too long.");
    }
    if (port < 0 || port > MOST_PORT) {
      throw WorkerException.typeError("'%d' is no port; take one up to 65535.".formatted(port));
    }
    Sending output = new Sending(realm);
    try {
      Connection connection =
          realm.ask(channel, new Event.Connect(host, port, tls, output.source()));
      return new TcpView(realm, host, output, connection.incoming(), connection);
    } catch (WorkerException e) {
      output.source().cancel(null);
      throw e;
    }
  }

  /** The side of the one that somebody connects to. */
  static TcpView received(JavaRealm realm, Event.Connect event) {
    return new TcpView(realm, event.host(), new Sending(realm), event.outgoing(), null);
  }

  /** The same, as the other side has it. */
  Connection answer() {
    return new Answer(output.source());
  }

  @Override
  public InputStream input() {
    return input;
  }

  @Override
  public OutputStream output() {
    return output;
  }

  @Override
  public Optional<String> remoteAddress() {
    return Optional.ofNullable(connection == null ? null : connection.remoteAddress());
  }

  @Override
  public TcpSocket startTls() {
    Connection plain = connection;
    if (plain == null) {
      throw Answer.noTls();
    }
    try {
      output.flush();
    } catch (IOException e) {
      throw new WorkerException("Error", String.valueOf(e.getMessage()), e);
    }
    Sending encrypted = new Sending(realm);
    Connection other = realm.outside(() -> plain.startTls(host, encrypted.source()));
    holding.cancel();
    return new TcpView(realm, host, encrypted, other.incoming(), other);
  }

  @Override
  public void close() {
    output.close();
    try {
      input.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } finally {
      holding.cancel();
    }
  }

  private record Answer(ByteSource incoming) implements Connection {
    static WorkerException noTls() {
      return WorkerException.error("startTls is not available on a connection to a worker.");
    }

    @Override
    public @Nullable String remoteAddress() {
      return null;
    }

    @Override
    public CompletableFuture<Connection> startTls(String name, ByteSource outgoing) {
      return CompletableFuture.failedFuture(GuestException.error(noTls().message()));
    }
  }
}
