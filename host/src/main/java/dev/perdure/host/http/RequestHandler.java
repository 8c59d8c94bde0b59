package dev.perdure.host.http;

import dev.perdure.workers.message.RequestMessage;
import dev.perdure.workers.message.ResponseMessage;
import java.util.concurrent.CompletableFuture;

/** Answers requests. Called on I/O threads: an implementation must not block. */
@FunctionalInterface
public interface RequestHandler {
  /** The answer, which may come on any thread, or an exception that is answered with a 500. */
  CompletableFuture<ResponseMessage> handle(RequestMessage request);
}
