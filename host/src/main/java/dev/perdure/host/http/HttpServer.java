package dev.perdure.host.http;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.xnio.Options;

/** An HTTP/1.1 server at one address. Thread-safe. */
public final class HttpServer implements AutoCloseable {
  /** The most bytes that a request line, or the headers of a request, may have. */
  public static final int MAX_HEADER_BYTES = 128 * 1024;

  /** The most headers that a request may have. */
  static final int MAX_HEADERS = 1000;

  // What is longer than Undertow reads is answered 400; a check of our own says before what it is.
  private static final int READ_AT_MOST = 4;
  private static final Duration PARSE_TIMEOUT = Duration.ofMinutes(1);
  private static final Duration IDLE_TIMEOUT = Duration.ofMinutes(2);
  private static final Duration GRACE = Duration.ofSeconds(30);

  private final Undertow undertow;
  private final Draining draining;
  private final InetSocketAddress address;

  private HttpServer(Undertow undertow, Draining draining, InetSocketAddress address) {
    this.undertow = undertow;
    this.draining = draining;
    this.address = address;
  }

  /**
   * Listens at {@code address}, where port 0 takes a free one.
   *
   * @throws IOException if the address cannot be listened at
   */
  public static HttpServer start(InetSocketAddress address, Front front) throws IOException {
    Draining draining = new Draining(new FrontHandler(front));
    Undertow undertow =
        Undertow.builder()
            .addHttpListener(address.getPort(), address.getHostString())
            .setHandler(draining)
            .setWorkerThreads(1)
            .setSocketOption(Options.BACKLOG, 4096)
            .setServerOption(UndertowOptions.MAX_HEADER_SIZE, READ_AT_MOST * MAX_HEADER_BYTES)
            .setServerOption(UndertowOptions.MAX_HEADERS, READ_AT_MOST * MAX_HEADERS)
            .setServerOption(UndertowOptions.MAX_PARAMETERS, Integer.MAX_VALUE)
            .setServerOption(UndertowOptions.DECODE_URL, false)
            .setServerOption(UndertowOptions.ALLOW_UNESCAPED_CHARACTERS_IN_URL, true)
            .setServerOption(UndertowOptions.ALWAYS_SET_DATE, false)
            .setServerOption(UndertowOptions.ALWAYS_SET_KEEP_ALIVE, false)
            .setServerOption(UndertowOptions.ENABLE_STATISTICS, false)
            .setServerOption(UndertowOptions.REQUEST_PARSE_TIMEOUT, millis(PARSE_TIMEOUT))
            .setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, millis(IDLE_TIMEOUT))
            .setServerOption(UndertowOptions.SHUTDOWN_TIMEOUT, millis(Duration.ofSeconds(2)))
            .build();
    try {
      undertow.start();
    } catch (RuntimeException e) {
      if (e.getCause() instanceof BindException cause) {
        throw cause;
      }
      throw e.getCause() instanceof SocketException cause ? cause : new IOException(e);
    }
    Undertow.ListenerInfo listener = undertow.getListenerInfo().getFirst();
    return new HttpServer(undertow, draining, (InetSocketAddress) listener.getAddress());
  }

  private static int millis(Duration duration) {
    return Math.toIntExact(duration.toMillis());
  }

  /** Where it listens, with the port it took. */
  public InetSocketAddress address() {
    return address;
  }

  /**
   * Takes no more requests, waits up to half a minute for those that run, and drops the rest.
   * Newcomers on open connections are told 503 meanwhile.
   */
  @Override
  public void close() {
    close(GRACE);
  }

  /** The same with another limit. */
  public void close(Duration grace) {
    try {
      draining.start().get(grace.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException e) {
      // What still runs is dropped with its connection.
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
    undertow.stop();
  }
}
