package dev.perdure.host.java;

import dev.perdure.workers.Stub;
import dev.perdure.workers.WorkerException;
import dev.perdure.workers.event.Event;
import dev.perdure.workers.message.Payload;
import dev.perdure.workers.message.RemoteTarget;
import java.lang.ref.Cleaner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A stub of an object or function of another isolate. It is given back when it is closed, when
 * nobody holds it any more, or when the isolate ends.
 */
final class TargetStub extends AbstractStub {
  private static final Cleaner CLEANER = Cleaner.create();

  /** What must not keep the stub reachable. */
  private static final class Hold implements Runnable {
    private final RemoteTarget target;
    private final AtomicBoolean ended = new AtomicBoolean();
    private Runnable forget = () -> {};

    Hold(RemoteTarget target) {
      this.target = target;
    }

    @Override
    public void run() {
      if (!ended.getAndSet(true)) {
        forget.run();
        target.dispose();
      }
    }
  }

  private final Hold hold;
  private final Cleaner.Cleanable cleanable;

  TargetStub(JavaRealm realm, RemoteTarget target) {
    super(realm);
    this.hold = new Hold(target);
    hold.forget = realm.whenEnded(reason -> hold.run());
    this.cleanable = CLEANER.register(this, hold);
  }

  private RemoteTarget target() {
    if (hold.ended.get()) {
      throw WorkerException.error("RPC stub used after being disposed.");
    }
    return hold.target;
  }

  /** Another handle, to go to somebody else. */
  RemoteTarget another() {
    return target().dup();
  }

  @Override
  CompletableFuture<Payload> send(Event.RpcCall call) {
    return hold.target.call(call);
  }

  @Override
  public Stub dup() {
    return new TargetStub(realm(), another());
  }

  @Override
  public void close() {
    cleanable.clean();
  }
}
