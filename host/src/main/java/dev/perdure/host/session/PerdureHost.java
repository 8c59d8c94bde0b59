package dev.perdure.host.session;

import dev.perdure.host.bundle.LiveProject;
import dev.perdure.host.cli.RunningHost;
import dev.perdure.host.http.HttpServer;
import dev.perdure.host.worker.Worker;
import dev.perdure.workers.event.Event;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A host that answers: what it consists of, closed in the reverse order of its making. */
public final class PerdureHost implements RunningHost {
  private static final Logger LOG = LoggerFactory.getLogger(PerdureHost.class);

  private final Deque<AutoCloseable> parts;
  private final InetSocketAddress address;
  private final WorkerSet workers;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private final AtomicBoolean closed = new AtomicBoolean();

  PerdureHost(Deque<AutoCloseable> parts, HttpServer server, WorkerSet workers) {
    this.parts = new ArrayDeque<>(parts);
    this.address = server.address();
    this.workers = workers;
  }

  @Override
  public InetSocketAddress address() {
    return address;
  }

  /** Watches the sources, and says what became of each change. */
  void watch(LiveProject project, java.util.function.Consumer<String> say) {
    project.watch(
        new LiveProject.Listener() {
          @Override
          public void changed(LiveProject.Build build) {
            long start = System.nanoTime();
            try {
              workers.update(build);
              long millis = build.took().toMillis() + (System.nanoTime() - start) / 1_000_000;
              say.accept("Reloaded " + Changes.describe(build) + " in " + millis + " ms");
            } catch (RuntimeException e) {
              say.accept(e.getMessage() + "\nThe code from before goes on serving.");
            }
          }

          @Override
          public void failed(RuntimeException error) {
            say.accept(error.getMessage() + "\nThe code from before goes on serving.");
          }
        });
  }

  /** The workers that run. */
  public Collection<Worker> workers() {
    return workers.all();
  }

  /** Sends an event to the main worker, its assets before it. */
  public <R> CompletableFuture<R> send(Event<R> event) {
    return workers.send(event);
  }

  @Override
  public CompletableFuture<Void> ended() {
    return ended;
  }

  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    while (!parts.isEmpty()) {
      AutoCloseable part = parts.pop();
      try {
        part.close();
      } catch (Exception e) {
        LOG.error("{} did not close.", part.getClass().getSimpleName(), e);
      }
    }
    ended.complete(null);
  }

  /** Closes what was made so far when a start fails. */
  static void closeAll(Deque<AutoCloseable> parts) {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        LOG.debug("A part of a host did not close.", e);
      }
    }
  }
}
