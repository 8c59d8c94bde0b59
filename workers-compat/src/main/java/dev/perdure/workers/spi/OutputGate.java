package dev.perdure.workers.spi;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Holds messages back until the writes before them are durable. Confined to the isolate's thread.
 */
public interface OutputGate {
  /**
   * Sends something: runs {@code message} at once where nothing written before waits to become
   * durable, else when it is, on any thread. Messages keep their order. If the writes are lost, the
   * message is dropped and the object reset.
   */
  void send(Runnable message);

  /** Sends something that is answered, as {@link #send} does, and gives what the answer will be. */
  default <T> CompletableFuture<T> ask(Supplier<CompletableFuture<T>> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    send(() ->
        question
            .get()
            .whenComplete((value, thrown) -> {
              if (thrown == null) {
                answer.complete(value);
              } else {
                answer.completeExceptionally(thrown);
              }
            }));
    return answer;
  }
}
