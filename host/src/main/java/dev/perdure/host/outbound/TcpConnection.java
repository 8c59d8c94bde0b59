package dev.perdure.host.outbound;

import dev.perdure.workers.event.Event;
import dev.perdure.workers.message.ByteSource;
import dev.perdure.workers.message.Connection;
import dev.perdure.workers.message.GuestException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** A TCP connection of a guest; blocking reads and writes run on virtual threads. Thread-safe. */
final class TcpConnection implements Connection, ByteSource {
  private static final int CHUNK = 64 << 10;
  private static final int CONNECT_MILLIS = 30_000;

  private final Socket socket;
  private final Executor threads;
  private volatile boolean upgraded;

  private TcpConnection(Socket socket, Executor threads) {
    this.socket = socket;
    this.threads = threads;
  }

  /** Connects; fails with what a guest is told. */
  static CompletableFuture<Connection> open(Event.Connect wanted, Executor threads) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            Socket socket = new Socket();
            socket.setTcpNoDelay(true);
            socket.connect(
                new InetSocketAddress(wanted.host().replaceAll("[\\[\\]]", ""), wanted.port()),
                CONNECT_MILLIS);
            TcpConnection plain = new TcpConnection(socket, threads);
            return wanted.tls()
                ? plain.secured(wanted.host(), wanted.outgoing())
                : plain.sending(wanted.outgoing());
          } catch (IOException | IllegalArgumentException e) {
            throw new CompletionException(
                GuestException.error(
                    "proxy request failed, cannot connect to the specified address"));
          }
        },
        threads);
  }

  private Connection secured(String host, ByteSource outgoing) throws IOException {
    SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
    SSLSocket secure = (SSLSocket) factory.createSocket(socket, host, socket.getPort(), true);
    SSLParameters parameters = secure.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secure.setSSLParameters(parameters);
    secure.startHandshake();
    return new TcpConnection(secure, threads).sending(outgoing);
  }

  /** Sends what {@code outgoing} gives until it ends. */
  private Connection sending(ByteSource outgoing) {
    threads.execute(() -> send(outgoing));
    return this;
  }

  private void send(ByteSource outgoing) {
    try {
      OutputStream out = socket.getOutputStream();
      for (ByteBuffer chunk = outgoing.read().join();
          chunk != null;
          chunk = outgoing.read().join()) {
        byte[] bytes = new byte[chunk.remaining()];
        chunk.get(bytes);
        out.write(bytes);
        out.flush();
      }
      if (!upgraded) {
        socket.shutdownOutput();
      }
    } catch (IOException e) {
      outgoing.cancel(GuestException.connectionLost());
    } catch (CompletionException e) {
      close();
    }
  }

  @Override
  public ByteSource incoming() {
    return this;
  }

  @Override
  public String remoteAddress() {
    return socket.getInetAddress().getHostAddress() + ":" + socket.getPort();
  }

  @Override
  public CompletableFuture<Connection> startTls(String host, ByteSource outgoing) {
    upgraded = true;
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return secured(host, outgoing);
          } catch (IOException e) {
            throw new CompletionException(GuestException.error("TLS Handshake Failed"));
          }
        },
        threads);
  }

  @Override
  public CompletableFuture<@Nullable ByteBuffer> read() {
    CompletableFuture<@Nullable ByteBuffer> answer = new CompletableFuture<>();
    threads.execute(() -> {
      try {
        InputStream in = socket.getInputStream();
        byte[] bytes = new byte[CHUNK];
        int count = in.read(bytes);
        answer.complete(count < 0 ? null : ByteBuffer.wrap(bytes, 0, count));
      } catch (IOException e) {
        if (socket.isClosed()) {
          answer.complete(null);
        } else {
          answer.completeExceptionally(GuestException.connectionLost());
        }
      }
    });
    return answer;
  }

  @Override
  public void cancel(@Nullable Throwable reason) {
    if (!upgraded) {
      close();
    }
  }

  private void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // It is gone in any case.
    }
  }
}
