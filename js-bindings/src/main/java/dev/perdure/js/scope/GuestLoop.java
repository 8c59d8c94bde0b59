package dev.perdure.js.scope;

import dev.perdure.workers.message.ErrorData;
import dev.perdure.workers.spi.EventLoop;
import dev.perdure.workers.spi.IsolateHost;
import java.time.Duration;
import java.util.function.Function;
import org.graalvm.polyglot.PolyglotException;

/**
 * The event loop as guest code comes back through it: what a callback throws is reported as
 * uncaught and harms nothing else. Thread-safe as the loop behind it.
 */
final class GuestLoop implements EventLoop {
  private final IsolateHost host;
  private final Function<Throwable, ErrorData> describe;

  GuestLoop(IsolateHost host, Function<Throwable, ErrorData> describe) {
    this.host = host;
    this.describe = describe;
  }

  @Override
  public Pending begin(Kind kind) {
    Pending pending = host.loop().begin(kind);
    return new Pending() {
      @Override
      public void resume(Runnable continuation) {
        pending.resume(guarded(continuation));
      }

      @Override
      public void cancel() {
        pending.cancel();
      }
    };
  }

  @Override
  public Pending after(Duration delay, Runnable task) {
    return host.loop().after(delay, guarded(task));
  }

  private Runnable guarded(Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (PolyglotException e) {
        if (e.isCancelled() || e.isInterrupted() || e.isExit()) {
          throw e;
        }
        host.uncaught("callback", describe.apply(e));
      }
    };
  }
}
