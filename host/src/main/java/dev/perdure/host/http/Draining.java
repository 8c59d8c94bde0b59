package dev.perdure.host.http;

import io.undertow.server.ExchangeCompletionListener;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the requests that run and, once asked to, lets no more in. Thread-safe. */
final class Draining implements HttpHandler {
  /** Set in the count once no more are let in. */
  private static final long CLOSED = 1L << 62;

  private final HttpHandler next;
  private final AtomicLong running = new AtomicLong();
  private final CompletableFuture<Void> drained = new CompletableFuture<>();
  private final ExchangeCompletionListener leave =
      (exchange, following) -> {
        leave();
        following.proceed();
      };

  Draining(HttpHandler next) {
    this.next = next;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    if (running.incrementAndGet() > CLOSED) {
      leave();
      exchange.setStatusCode(StatusCodes.SERVICE_UNAVAILABLE);
      exchange.getResponseHeaders().put(Headers.CONNECTION, "close");
      exchange.endExchange();
      return;
    }
    exchange.addExchangeCompleteListener(leave);
    next.handleRequest(exchange);
  }

  /** Lets no more in; the future completes when those that run have left. */
  CompletableFuture<Void> start() {
    if (running.getAndAccumulate(CLOSED, (count, flag) -> count | flag) == 0) {
      drained.complete(null);
    }
    return drained;
  }

  private void leave() {
    if (running.decrementAndGet() == CLOSED) {
      drained.complete(null);
    }
  }
}
