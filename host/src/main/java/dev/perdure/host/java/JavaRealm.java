package dev.perdure.host.java;

import dev.perdure.workers.Task;
import dev.perdure.workers.compat.CompatFlags;
import dev.perdure.workers.event.Event;
import dev.perdure.workers.message.ErrorData;
import dev.perdure.workers.spi.ActorSite;
import dev.perdure.workers.spi.Channel;
import dev.perdure.workers.spi.EventLoop;
import dev.perdure.workers.spi.IsolateHost;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the parts of one isolate share. */
final class JavaRealm {
  private final IsolateHost host;
  private final CompatFlags flags;
  private final Fibers fibers;
  private final Rpc rpc;
  private final Messages messages;
  private final Sockets sockets;
  private final EnvView env;
  private final Set<Consumer<ErrorData>> endings = ConcurrentHashMap.newKeySet();
  private @Nullable StateView state;

  JavaRealm(IsolateHost host, CompatFlags flags, ClassLoader loader) {
    this.host = host;
    this.flags = flags;
    this.fibers = new Fibers(host, loader);
    this.rpc = new Rpc(this);
    this.messages = new Messages(this);
    this.sockets = new Sockets(this);
    this.env = new EnvView(this);
    fibers.platform(new PlatformView(this));
  }

  IsolateHost host() {
    return host;
  }

  CompatFlags flags() {
    return flags;
  }

  Fibers fibers() {
    return fibers;
  }

  Rpc rpc() {
    return rpc;
  }

  Messages messages() {
    return messages;
  }

  Sockets sockets() {
    return sockets;
  }

  EnvView env() {
    return env;
  }

  /** {@code ctx} of the object whose isolate this is. */
  StateView state() {
    if (state == null) {
      state = new StateView(this, site());
    }
    return state;
  }

  ActorSite site() {
    return Objects.requireNonNull(host.actor(), "This isolate is that of no object.");
  }

  /** Sends an event behind the output gate and waits for the answer. */
  <R> R ask(Channel channel, Event<R> event) {
    CompletableFuture<R> answer = send(channel, event);
    return fibers.await(answer, EventLoop.Kind.ANSWER);
  }

  /** Sends an event behind the output gate. */
  <R> CompletableFuture<R> send(Channel channel, Event<R> event) {
    return fibers.call(() -> host.output().ask(() -> guarded(() -> channel.send(event))));
  }

  /** Does something outside once every write before it is durable, and waits for it. */
  <T> T outside(Supplier<CompletableFuture<T>> operation) {
    return fibers.await(
        fibers.call(() -> host.output().ask(() -> guarded(operation))), EventLoop.Kind.ANSWER);
  }

  // What leaves later leaves on another thread, where nobody would hear what is thrown.
  static <T> CompletableFuture<T> guarded(Supplier<CompletableFuture<T>> operation) {
    try {
      return operation.get();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** Starts a task beside the event that runs. */
  <T extends @Nullable Object> TaskView<T> start(Callable<T> work) {
    return new TaskView<>(fibers, fibers.start(fibers.self().context(), work));
  }

  /** Keeps the isolate until the task has ended; what it throws is logged. */
  void waitUntil(Task<?> task) {
    CompletableFuture<?> result = ((TaskView<?>) task).result();
    fibers.act(() -> {
      EventLoop.Pending waiting = host.loop().begin(EventLoop.Kind.WAIT_UNTIL);
      result.whenComplete((value, thrown) -> {
        waiting.cancel();
        if (thrown != null && !fibers.ended()) {
          host.uncaught("waitUntil", Errors.toData(thrown));
        }
      });
    });
  }

  /** Hears that the isolate ends; the result takes that back. On any thread. */
  Runnable whenEnded(Consumer<ErrorData> listener) {
    endings.add(listener);
    return () -> endings.remove(listener);
  }

  /** Ends everything. On any thread, repeatedly. */
  void end(ErrorData reason) {
    fibers.end();
    endings.forEach(listener -> {
      if (endings.remove(listener)) {
        listener.accept(reason);
      }
    });
  }
}
