package dev.perdure.js.fetch;

import dev.perdure.workers.message.Body;
import dev.perdure.workers.message.ByteSource;
import dev.perdure.workers.message.Cancellation;
import dev.perdure.workers.message.ResponseMessage;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The body of an answer: who stops reading it takes the request back. */
final class AbandonedSource implements ByteSource {
  private final ByteSource source;
  private final Cancellation cancellation;

  private AbandonedSource(ByteSource source, Cancellation cancellation) {
    this.source = source;
    this.cancellation = cancellation;
  }

  /** The same response, its request taken back when its body is not read to the end. */
  static ResponseMessage watch(ResponseMessage response, Cancellation cancellation) {
    return cancellation != Cancellation.never()
            && response.body() instanceof Body.Stream(ByteSource source)
        ? new ResponseMessage(
            response.status(),
            response.statusText(),
            response.headers(),
            new Body.Stream(new AbandonedSource(source, cancellation)),
            response.encoding(),
            response.url(),
            response.redirected(),
            response.webSocket(),
            response.cf())
        : response;
  }

  @Override
  public OptionalLong length() {
    return source.length();
  }

  @Override
  public CompletableFuture<@Nullable ByteBuffer> read() {
    return source.read();
  }

  @Override
  public void cancel(@Nullable Throwable reason) {
    source.cancel(reason);
    cancellation.cancel();
  }
}
