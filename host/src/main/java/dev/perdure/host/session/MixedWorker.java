package dev.perdure.host.session;

import dev.perdure.workers.compat.CompatFlags;
import dev.perdure.workers.event.Event;
import dev.perdure.workers.message.ErrorData;
import dev.perdure.workers.spi.Entrypoint;
import dev.perdure.workers.spi.Export;
import dev.perdure.workers.spi.GuestWorker;
import dev.perdure.workers.spi.Isolate;
import dev.perdure.workers.spi.IsolateHost;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A worker in two languages. An object is of the language that exports its class; entrypoints are
 * those of both, the default one that of the first language if it has one. Thread-safe.
 *
 * @param first the language of {@code main}
 * @param second the other, whose classes of objects are known before it runs
 */
record MixedWorker(GuestWorker first, GuestWorker second) implements GuestWorker {
  @Override
  public CompatFlags flags() {
    return first.flags();
  }

  @Override
  public Isolate isolate(IsolateHost host) {
    if (host.actor() != null) {
      String className = host.actor().className();
      boolean ofSecond =
          second.knownExports().stream()
              .anyMatch(export -> export.canBeActor() && export.name().equals(className));
      return (ofSecond ? second : first).isolate(host);
    }
    return new Both(first.isolate(host), second.isolate(host));
  }

  @Override
  public void close() {
    first.close();
    second.close();
  }

  /** The isolates of the entrypoints of both, which share one event loop. */
  private record Both(Isolate first, Isolate second) implements Isolate {
    @Override
    public void enter() {
      first.enter();
      second.enter();
    }

    @Override
    public void leave() {
      second.leave();
      first.leave();
    }

    @Override
    public CompletableFuture<Void> start() {
      return first.start().thenCompose(nothing -> second.start());
    }

    @Override
    public List<Export> exports() {
      List<Export> all = new ArrayList<>(first.exports());
      for (Export export : second.exports()) {
        if (named(first, export.name()) == null) {
          all.add(export);
        }
      }
      return all;
    }

    private static @Nullable Export named(Isolate isolate, String name) {
      return isolate.exports().stream()
          .filter(export -> Objects.equals(export.name(), name))
          .findFirst()
          .orElse(null);
    }

    @Override
    public <R> CompletableFuture<R> deliver(Entrypoint entrypoint, Event<R> event) {
      Isolate owner = named(first, entrypoint.name()) == null ? second : first;
      return owner.deliver(entrypoint, event);
    }

    @Override
    public void terminate(ErrorData reason) {
      // One may wait for the thread of the turn, which code of the other has.
      Thread.ofPlatform().daemon().start(() -> first.terminate(reason));
      second.terminate(reason);
    }

    @Override
    public void close() {
      first.close();
      second.close();
    }
  }
}
