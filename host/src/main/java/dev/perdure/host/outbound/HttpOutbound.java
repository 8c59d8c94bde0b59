package dev.perdure.host.outbound;

import dev.perdure.host.websocket.SocketDialer;
import dev.perdure.workers.event.Event;
import dev.perdure.workers.message.Body;
import dev.perdure.workers.message.GuestException;
import dev.perdure.workers.message.HeaderList;
import dev.perdure.workers.message.RequestMessage;
import dev.perdure.workers.message.ResponseMessage;
import dev.perdure.workers.spi.Channel;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code fetch} to the network, over the JDK's HTTP client. Redirects are followed by hand, because
 * the request says whether they are. Thread-safe.
 */
public final class HttpOutbound implements Channel, AutoCloseable {
  private static final int MOST_REDIRECTS = 20;
  private static final Set<String> OURS =
      Set.of("connection", "content-length", "expect", "host", "upgrade", "transfer-encoding");

  static {
    // The client refuses these headers unless told at start.
    System.setProperty(
        "jdk.httpclient.allowRestrictedHeaders", "host,connection,content-length,upgrade,expect");
  }

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client =
      HttpClient.newBuilder()
          .executor(threads)
          .followRedirects(HttpClient.Redirect.NEVER)
          .version(HttpClient.Version.HTTP_1_1)
          .build();
  private static final Logger LOG = LoggerFactory.getLogger(HttpOutbound.class);

  private final SocketDialer dialer = new SocketDialer(client);

  @Override
  @SuppressWarnings("unchecked")
  public <R> CompletableFuture<R> send(Event<R> event) {
    if (event instanceof Event.Connect connect) {
      return (CompletableFuture<R>) TcpConnection.open(connect, threads);
    }
    if (!(event instanceof Event.Fetch fetch)) {
      return CompletableFuture.failedFuture(
          GuestException.typeError("The network takes nothing but fetch() and connect()."));
    }
    RequestMessage request = fetch.request();
    return (CompletableFuture<R>)
        (SocketDialer.asksForSocket(request) ? dialer.dial(request) : fetch(request, 0));
  }

  private CompletableFuture<ResponseMessage> fetch(RequestMessage request, int redirects) {
    HttpRequest prepared;
    try {
      prepared = prepare(request);
    } catch (IllegalArgumentException e) {
      return CompletableFuture.failedFuture(
          GuestException.typeError("Fetch API cannot load: " + request.url()));
    }
    CompletableFuture<HttpResponse<java.util.concurrent.Flow.Publisher<List<java.nio.ByteBuffer>>>>
        sent = client.sendAsync(prepared, HttpResponse.BodyHandlers.ofPublisher());
    request.cancellation().onCancel(() -> sent.cancel(true));
    return sent.handle(
            (response, thrown) -> {
              if (thrown != null) {
                LOG.debug("{} {}: {}", request.method(), request.url(), rootMessage(thrown));
                throw GuestException.connectionLost();
              }
              return response;
            })
        .thenCompose(response -> follow(request, redirects, response));
  }

  private CompletableFuture<ResponseMessage> follow(
      RequestMessage request,
      int redirects,
      HttpResponse<java.util.concurrent.Flow.Publisher<List<java.nio.ByteBuffer>>> response) {
    String location = response.headers().firstValue("location").orElse(null);
    boolean redirect =
        location != null && Set.of(301, 302, 303, 307, 308).contains(response.statusCode());
    PublisherSource source = new PublisherSource(response.body());
    if (!redirect || request.redirect() == RequestMessage.Redirect.MANUAL) {
      return CompletableFuture.completedFuture(message(request, redirects, response, source));
    }
    source.cancel(null);
    if (request.redirect() == RequestMessage.Redirect.ERROR || redirects >= MOST_REDIRECTS) {
      return CompletableFuture.failedFuture(GuestException.typeError("Too many redirects."));
    }
    boolean again = response.statusCode() == 307 || response.statusCode() == 308;
    if (again && request.body() instanceof Body.Stream) {
      return CompletableFuture.failedFuture(
          GuestException.typeError(
              "A request with a one-time-use body (it was initialized from a stream, not a buffer) encountered a redirect requiring the body to be retransmitted. To avoid this error in the future, construct this request from a buffer-like body initializer."));
    }
    RequestMessage next =
        new RequestMessage(
            again || request.method().equals("HEAD") ? request.method() : "GET",
            URI.create(request.url()).resolve(location).toString(),
            again
                ? request.headers()
                : request.headers().without("content-type").without("content-length"),
            again ? request.body() : null,
            request.cf(),
            request.redirect(),
            request.cancellation());
    return fetch(next, redirects + 1);
  }

  private static HttpRequest prepare(RequestMessage request) {
    HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(request.url()));
    HeaderList headers = request.headers();
    boolean agent = false;
    for (int i = 0; i < headers.size(); i++) {
      String name = headers.name(i);
      agent |= name.equalsIgnoreCase("user-agent");
      if (!OURS.contains(name.toLowerCase(Locale.ROOT))) {
        builder.header(name, headers.value(i));
      }
    }
    if (!agent) {
      builder.header("user-agent", "Perdure");
    }
    builder.method(request.method(), RequestBodies.publisher(request.body()));
    return builder.build();
  }

  private static ResponseMessage message(
      RequestMessage request, int redirects, HttpResponse<?> response, PublisherSource source) {
    List<String> pairs = new ArrayList<>();
    response
        .headers()
        .map()
        .forEach((name, values) -> {
          if (!name.startsWith(":")) {
            for (String value : values) {
              pairs.add(name);
              pairs.add(value);
            }
          }
        });
    boolean bodiless =
        request.method().equals("HEAD")
            || response.statusCode() == 204
            || response.statusCode() == 304;
    if (bodiless) {
      source.cancel(null);
    }
    return new ResponseMessage(
        response.statusCode(),
        "",
        HeaderList.ofPairs(pairs.toArray(String[]::new))
            .without("transfer-encoding")
            .without("connection"),
        bodiless ? null : new Body.Stream(source),
        ResponseMessage.Encoding.MANUAL,
        request.url(),
        redirects > 0,
        null);
  }

  private static String rootMessage(Throwable thrown) {
    Throwable cause = thrown;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }

  @Override
  public void close() {
    client.shutdownNow();
    threads.shutdownNow();
  }
}
