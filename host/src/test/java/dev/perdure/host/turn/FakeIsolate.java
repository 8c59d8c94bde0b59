package dev.perdure.host.turn;

import dev.perdure.workers.event.Event;
import dev.perdure.workers.message.ErrorData;
import dev.perdure.workers.spi.Entrypoint;
import dev.perdure.workers.spi.Export;
import dev.perdure.workers.spi.Isolate;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** An isolate without a guest; it writes down when it is entered and left. */
final class FakeIsolate implements Isolate {
  private final List<String> log;

  FakeIsolate(List<String> log) {
    this.log = log;
  }

  @Override
  public void enter() {
    log.add("enter");
  }

  @Override
  public void leave() {
    log.add("leave");
  }

  @Override
  public CompletableFuture<Void> start() {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public List<Export> exports() {
    return List.of();
  }

  @Override
  public <R> CompletableFuture<R> deliver(Entrypoint entrypoint, Event<R> event) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void terminate(ErrorData reason) {
    log.add("terminate");
  }

  @Override
  public void close() {
    log.add("close");
  }
}
