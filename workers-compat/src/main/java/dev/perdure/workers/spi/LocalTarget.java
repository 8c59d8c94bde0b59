package dev.perdure.workers.spi;

import dev.perdure.workers.event.Event;
import dev.perdure.workers.message.ErrorData;
import dev.perdure.workers.message.GuestException;
import dev.perdure.workers.message.Payload;
import dev.perdure.workers.message.RemoteTarget;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * An object or function of an isolate that others hold handles to. Calls come in on any thread and
 * run in the isolate as {@link Inbox} says. A subclass knows how its language calls.
 */
public abstract class LocalTarget {
  /** Why a call fails that comes when the isolate has ended. */
  public static final ErrorData NOT_RUNNING =
      ErrorData.of(
          "Error", "The execution context which hosts this callback is no longer running.");

  /** What calls wait in. */
  protected final Inbox inbox;

  private final AtomicInteger handles = new AtomicInteger();

  /** A target without handles. */
  protected LocalTarget(EventLoop loop) {
    this.inbox = new Inbox(loop, EventLoop.Kind.STUB);
  }

  /** The target that a handle leads to, which must be one of this class's. */
  protected static LocalTarget target(RemoteTarget handle) {
    return ((Handle) handle).target();
  }

  /** The first handle; from now on calls are waited for. In a turn. */
  public final RemoteTarget open() {
    inbox.open();
    return new Handle();
  }

  /** Puts a call into the inbox. On any thread. */
  protected abstract CompletableFuture<Payload> enqueue(Event.RpcCall call);

  /** The last handle was given back: the inbox is to be closed. On any thread. */
  protected abstract void lastHandleGone();

  /** See {@link RemoteTarget#endedSince}. On any thread. */
  protected @Nullable ErrorData endedSince(long nanos) {
    return null;
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
    public @Nullable ErrorData endedSince(long nanos) {
      return LocalTarget.this.endedSince(nanos);
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
