package dev.perdure.host.worker;

import dev.perdure.host.actor.ActorCode;
import dev.perdure.host.actor.ActorServices;
import dev.perdure.workers.event.Event;
import dev.perdure.workers.message.ErrorData;
import dev.perdure.workers.spi.Entrypoint;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The isolates of a worker's stateless entrypoints: a fixed number, taken in turn, each replaced
 * when it ends. Thread-safe.
 */
final class EntryPool {
  private final ActorCode code;
  private final ActorServices services;
  private final AtomicReferenceArray<@Nullable EntryIsolate> isolates;
  private final AtomicInteger turn = new AtomicInteger();

  /** A pool of {@code size} isolates, the first of which is given. */
  EntryPool(ActorCode code, ActorServices services, EntryIsolate first, int size) {
    this.code = code;
    this.services = services;
    this.isolates = new AtomicReferenceArray<>(size);
    isolates.set(0, first);
  }

  <R> CompletableFuture<R> send(Entrypoint entrypoint, Event<R> event) {
    while (true) {
      CompletableFuture<R> answer = next().send(entrypoint, event);
      if (answer != null) {
        return answer;
      }
    }
  }

  private EntryIsolate next() {
    int slot =
        isolates.length() == 1 ? 0 : Math.floorMod(turn.getAndIncrement(), isolates.length());
    while (true) {
      EntryIsolate known = isolates.get(slot);
      if (known != null && known.alive()) {
        return known;
      }
      EntryIsolate fresh = new EntryIsolate(code, services);
      if (isolates.compareAndSet(slot, known, fresh)) {
        return fresh;
      }
      fresh.end(ErrorData.of("Error", "This isolate was not needed."));
    }
  }

  void end(ErrorData reason) {
    for (int i = 0; i < isolates.length(); i++) {
      EntryIsolate isolate = isolates.get(i);
      if (isolate != null) {
        isolate.end(reason);
      }
    }
  }
}
