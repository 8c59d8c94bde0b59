package dev.perdure.js.rpc;

import dev.perdure.workers.event.Event;
import dev.perdure.workers.message.ErrorData;
import dev.perdure.workers.message.GuestException;
import dev.perdure.workers.message.Payload;
import dev.perdure.workers.message.RemoteTarget;
import dev.perdure.workers.spi.EventLoop;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/**
 * An object or function of this isolate that others hold stubs of. Calls come in on any thread,
 * wait in a queue and run in a turn of the isolate, in the critical section in which it was
 * exported. When the last handle is given back, the object's disposer runs, once.
 */
final class LocalTarget {
  private final RpcSite site;
  private final Value target;
  private final boolean ownProperties;
  private final @Nullable Value disposer;
  private final @Nullable Value extra;
  private volatile boolean ended;
  private final Queue<Runnable> inbox = new ConcurrentLinkedQueue<>();
  private final AtomicReference<EventLoop.@Nullable Pending> waiting = new AtomicReference<>();
  private final AtomicInteger handles = new AtomicInteger();

  // Whether nothing comes any more but what stands in the inbox.
  private volatile boolean over;

  /**
   * A target without handles.
   *
   * @param extra handed to the script with each call, or null
   */
  LocalTarget(
      RpcSite site,
      Value target,
      boolean ownProperties,
      @Nullable Value disposer,
      @Nullable Value extra) {
    this.site = site;
    this.target = target;
    this.ownProperties = ownProperties;
    this.disposer = disposer;
    this.extra = extra;
  }

  /** The target that a handle of this isolate leads to. */
  static LocalTarget behind(RemoteTarget handle) {
    return ((Handle) handle).target();
  }

  /** Takes no more calls. */
  void end() {
    ended = true;
    stopWaiting();
  }

  /** The first handle; from now on calls are waited for. */
  RemoteTarget open() {
    waitForCalls();
    return new Handle();
  }

  private void waitForCalls() {
    waiting.set(site.loop().begin(EventLoop.Kind.STUB));
    // What came or ended before that has found nothing to wake or to cancel.
    if (!inbox.isEmpty()) {
      wake();
    } else if (over || ended) {
      stopWaiting();
    }
  }

  private void stopWaiting() {
    EventLoop.Pending pending = waiting.getAndSet(null);
    if (pending != null) {
      pending.cancel();
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
    if (!ended && !(over && inbox.isEmpty())) {
      waitForCalls();
    }
  }

  private CompletableFuture<Payload> enqueue(Event.RpcCall call) {
    CompletableFuture<Payload> answer = new CompletableFuture<>();
    if (ended) {
      call.arguments().discard();
      return CompletableFuture.failedFuture(new GuestException(RpcSite.NOT_RUNNING));
    }
    if (site.begin(answer)) {
      inbox.add(() ->
          site.receive(
              target,
              ownProperties ? "own" : "prototype",
              extra,
              call,
              new Reply(site, answer, site::send)));
      wake();
    } else {
      call.arguments().discard();
    }
    return answer;
  }

  private void lastHandleGone() {
    if (disposer != null) {
      inbox.add(() -> {
        over = true;
        site.runDisposer(target, disposer);
      });
      wake();
      return;
    }
    over = true;
    if (inbox.isEmpty()) {
      stopWaiting();
    }
  }

  private final class Handle implements RemoteTarget {
    private final AtomicBoolean disposed = new AtomicBoolean();

    Handle() {
      handles.incrementAndGet();
    }

    LocalTarget target() {
      return LocalTarget.this;
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
