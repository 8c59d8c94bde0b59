package dev.perdure.js.rpc;

import dev.perdure.workers.message.RemoteTarget;
import java.lang.ref.Cleaner;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A guest's hold on a target: it ends when the guest disposes of its stub, when the stub is
 * collected, or when the isolate ends, whichever comes first. Thread-safe.
 */
final class StubHolder {
  private static final Cleaner CLEANER = Cleaner.create();

  /** What must not keep the holder reachable. */
  private static final class Hold implements Runnable {
    private final RemoteTarget target;
    private final Set<Runnable> held;
    private final AtomicBoolean ended = new AtomicBoolean();

    Hold(RemoteTarget target, Set<Runnable> held) {
      this.target = target;
      this.held = held;
    }

    @Override
    public void run() {
      if (end()) {
        target.dispose();
      }
    }

    boolean end() {
      held.remove(this);
      return !ended.getAndSet(true);
    }
  }

  private final Hold hold;
  private final Cleaner.Cleanable cleanable;

  /** Takes over {@code target}; {@code held} lists what the isolate holds. */
  StubHolder(RemoteTarget target, Set<Runnable> held) {
    this.hold = new Hold(target, held);
    held.add(hold);
    this.cleanable = CLEANER.register(this, hold);
  }

  RemoteTarget target() {
    return hold.target;
  }

  /** Gives the target back. */
  void dispose() {
    cleanable.clean();
  }

  /** Hands the target over to somebody else. */
  RemoteTarget release() {
    hold.end();
    cleanable.clean();
    return hold.target;
  }
}
