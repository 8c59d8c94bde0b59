package dev.perdure.host.java;

import dev.perdure.workers.event.Event;
import dev.perdure.workers.message.ErrorData;
import dev.perdure.workers.message.GuestException;
import dev.perdure.workers.message.Payload;
import dev.perdure.workers.message.RemoteTarget;
import dev.perdure.workers.spi.EventLoop;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * An object or function of this isolate that others hold stubs of. Calls come in on any thread,
 * wait in a queue and run in a turn of the isolate, in the critical section in which it was
 * exported.
 */
final class LocalTarget {
  private static final ErrorData NOT_RUNNING =
      ErrorData.of(
          "Error", "The execution context which hosts this callback is no longer running.");

  private final JavaRealm realm;
  private final Callee callee;
  private final EventContext context;
  private final Runnable forget;
  private final Queue<Runnable> inbox = new ConcurrentLinkedQueue<>();
  private final AtomicReference<EventLoop.@Nullable Pending> waiting = new AtomicReference<>();
  private final AtomicInteger handles = new AtomicInteger();
  private final Set<CompletableFuture<Payload>> owed = ConcurrentHashMap.newKeySet();
  private volatile boolean ended;

  LocalTarget(JavaRealm realm, Callee callee) {
    this.realm = realm;
    this.callee = callee;
    this.context = realm.fibers().self().context();
    this.forget = realm.whenEnded(this::end);
  }

  /** The first handle; from now on calls are waited for. */
  RemoteTarget open() {
    waitForCalls();
    return new Handle();
  }

  private void end(ErrorData reason) {
    ended = true;
    owed.forEach(answer -> answer.completeExceptionally(new GuestException(reason)));
  }

  private void waitForCalls() {
    waiting.set(realm.host().loop().begin(EventLoop.Kind.STUB));
    if (!inbox.isEmpty()) {
      wake();
    }
  }

  private void wake() {
    EventLoop.Pending pending = waiting.getAndSet(null);
    if (pending != null) {
      pending.resume(this::runTurn);
    }
  }

  /** Runs one call, since it may end the isolate; the next comes in a task of its own. */
  private void runTurn() {
    Runnable task = inbox.poll();
    if (task != null) {
      task.run();
    }
    if (handles.get() > 0 && !ended) {
      waitForCalls();
    }
  }

  private CompletableFuture<Payload> enqueue(Event.RpcCall call) {
    CompletableFuture<Payload> answer = new CompletableFuture<>();
    owed.add(answer);
    answer.whenComplete((value, thrown) -> owed.remove(answer));
    if (ended) {
      call.arguments().discard();
      answer.completeExceptionally(new GuestException(NOT_RUNNING));
      return answer;
    }
    inbox.add(() ->
        realm
            .rpc()
            .receive(context, callee, call)
            .whenComplete((payload, thrown) ->
                realm.host().output().send(() -> settle(answer, payload, thrown))));
    wake();
    return answer;
  }

  private static void settle(
      CompletableFuture<Payload> answer, @Nullable Payload payload, @Nullable Throwable thrown) {
    if (payload == null) {
      answer.completeExceptionally(
          thrown == null ? new IllegalStateException("There is no answer.") : thrown);
    } else if (!answer.complete(payload)) {
      payload.discard();
    }
  }

  private void lastHandleGone() {
    forget.run();
    AutoCloseable closing = callee.closing();
    if (closing != null) {
      inbox.add(() -> dispose(closing));
      wake();
      return;
    }
    EventLoop.Pending pending = waiting.getAndSet(null);
    if (pending != null) {
      pending.cancel();
    }
  }

  private void dispose(AutoCloseable closing) {
    realm
        .fibers()
        .start(
            context,
            () -> {
              closing.close();
              return true;
            })
        .whenComplete((closed, thrown) -> {
          if (thrown != null) {
            realm.host().uncaught("dispose", Errors.toData(thrown));
          }
        });
  }

  private final class Handle implements RemoteTarget {
    private final AtomicBoolean disposed = new AtomicBoolean();

    Handle() {
      handles.incrementAndGet();
    }

    @Override
    public CompletableFuture<Payload> call(Event.RpcCall call) {
      if (disposed.get()) {
        call.arguments().discard();
        return CompletableFuture.failedFuture(
            new GuestException(ErrorData.of("Error", "RPC stub used after being disposed.")));
      }
      return enqueue(call);
    }

    @Override
    public RemoteTarget dup() {
      return new Handle();
    }

    @Override
    public void dispose() {
      if (!disposed.getAndSet(true) && handles.decrementAndGet() == 0) {
        lastHandleGone();
      }
    }
  }
}
