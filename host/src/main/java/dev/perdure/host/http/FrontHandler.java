package dev.perdure.host.http;

import dev.perdure.workers.message.Body;
import dev.perdure.workers.message.Cancellation;
import dev.perdure.workers.message.GuestException;
import dev.perdure.workers.message.RequestMessage;
import dev.perdure.workers.message.ResponseMessage;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.SameThreadExecutor;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Carries one request from its connection to the handler and the answer back. Thread-safe. */
final class FrontHandler implements HttpHandler {
  private final Front front;

  FrontHandler(Front front) {
    this.front = front;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    // Undertow holds back what is done to the channels until this call has returned.
    exchange.dispatch(SameThreadExecutor.INSTANCE, () -> run(exchange));
  }

  private void run(HttpServerExchange exchange) {
    Refusal refusal = RequestCheck.refusal(exchange);
    if (refusal != null) {
      refuse(exchange, refusal);
      return;
    }
    String url = TargetUrl.of(exchange, front.urls());
    if (url == null) {
      refuse(exchange, Refusal.BAD_TARGET);
      return;
    }
    Cancellation cancellation = new Cancellation();
    DisconnectWatch watch = new DisconnectWatch(exchange, cancellation);
    RequestBody stream = null;
    Body body = null;
    if (RequestBody.announced(exchange)) {
      stream = new RequestBody(exchange, watch);
      body = stream.takeIfThere();
      if (body == null) {
        body = new Body.Stream(stream);
      }
    } else {
      watch.start();
    }
    RequestMessage request =
        new RequestMessage(
            exchange.getRequestMethod().toString(),
            url,
            ClientHeaders.of(exchange),
            body,
            ClientRecord.of(exchange),
            RequestMessage.Redirect.MANUAL,
            cancellation);
    answer(exchange, request, new ResponseWriter(exchange, stream, cancellation, front));
  }

  private void refuse(HttpServerExchange exchange, Refusal refusal) {
    exchange.setPersistent(false);
    ResponseMessage answer = Front.text(refusal.status(), refusal.sentence());
    new ResponseWriter(exchange, null, Cancellation.never(), front).write(answer);
  }

  private void answer(HttpServerExchange exchange, RequestMessage request, ResponseWriter writer) {
    CompletableFuture<ResponseMessage> answer;
    try {
      answer = front.handler().handle(request);
    } catch (RuntimeException e) {
      answer = CompletableFuture.failedFuture(e);
    }
    answer.whenComplete((response, fault) ->
        IoThread.run(
            exchange, () -> writer.write(fault == null ? response : failure(request, fault))));
  }

  private ResponseMessage failure(RequestMessage request, @Nullable Throwable fault) {
    Throwable cause = fault == null ? null : GuestException.unwrapped(fault);
    return front
        .failures()
        .answer(request, cause == null ? new IllegalStateException("There is no answer.") : cause);
  }
}
