package dev.perdure.host.http;

import dev.perdure.workers.message.RequestMessage;
import dev.perdure.workers.message.ResponseMessage;

/** Says what a client is told where a handler failed. */
@FunctionalInterface
public interface FailureAnswer {
  /** The answer to {@code request}, for which the handler failed with {@code fault}. */
  ResponseMessage answer(RequestMessage request, Throwable fault);
}
