package dev.perdure.js.scope;

import dev.perdure.workers.message.ErrorData;
import dev.perdure.workers.spi.EventLoop;
import dev.perdure.workers.spi.IsolateHost;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/**
 * The event loop as guest code comes back through it: what a callback throws is reported as
 * uncaught and harms nothing else, and what each event waits for is counted. Thread-safe as the
 * loop behind it.
 */
final class GuestLoop implements EventLoop {
  private final IsolateHost host;
  private final Function<Throwable, ErrorData> describe;

  // What is begun on behalf of no event may bring on any of them.
  private final EventWaits common = new EventWaits();
  private final EventWaits all = new EventWaits();
  private @Nullable Value running;
  private @Nullable EventWaits resumed;
  private volatile @Nullable Thread inside;
  private long taskBegan;

  GuestLoop(IsolateHost host, Function<Throwable, ErrorData> describe) {
    this.host = host;
    this.describe = describe;
  }

  /** Counts from now on; {@code current} gives the EventWaits of the event that runs, or null. */
  void countBy(Value current) {
    running = current;
  }

  /** The thread that is inside the isolate, or null. */
  void inside(@Nullable Thread thread) {
    inside = thread;
    taskBegan = System.nanoTime();
  }

  /** When the task began that runs; of one that comes from outside, when the turn did. */
  long taskBegan() {
    return taskBegan;
  }

  /** Whether there is nothing that an event waits for. */
  boolean idle(EventWaits event) {
    return event.none() && (event.areOnOthers() ? all : common).none();
  }

  @Override
  public Pending begin(Kind kind) {
    boolean counts = kind != Kind.WAIT_UNTIL && kind != Kind.LISTENER;
    Waiting waiting = new Waiting(counts ? waits() : null);
    return waiting.around(host.loop().begin(kind));
  }

  @Override
  public Pending after(Duration delay, Runnable task) {
    Waiting waiting = new Waiting(waits());
    return waiting.around(host.loop().after(delay, waiting.around(task)));
  }

  /** Who waits for what is begun now; null where nobody counts. */
  private @Nullable EventWaits waits() {
    Value current = running;
    if (current == null) {
      return null;
    }
    if (!Thread.currentThread().equals(inside)) {
      return common;
    }
    Value event = current.execute();
    if (!event.isNull()) {
      return event.asHostObject();
    }
    return resumed == null ? common : resumed;
  }

  private void run(Runnable task, @Nullable EventWaits waits) {
    EventWaits before = resumed;
    resumed = waits;
    taskBegan = System.nanoTime();
    try {
      task.run();
    } catch (PolyglotException e) {
      if (e.isCancelled() || e.isInterrupted() || e.isExit()) {
        throw e;
      }
      host.uncaught("callback", describe.apply(e));
    } finally {
      resumed = before;
    }
  }

  /** Something that is waited for until it has come and run, or was given up. */
  private final class Waiting {
    private final @Nullable EventWaits waits;
    private final AtomicBoolean over = new AtomicBoolean();

    Waiting(@Nullable EventWaits waits) {
      this.waits = waits;
      if (waits != null) {
        waits.more();
        all.more();
      }
    }

    Runnable around(Runnable task) {
      return () -> {
        try {
          run(task, waits);
        } finally {
          end();
        }
      };
    }

    Pending around(Pending pending) {
      return new Pending() {
        @Override
        public void resume(Runnable continuation) {
          pending.resume(Waiting.this.around(continuation));
        }

        @Override
        public void cancel() {
          end();
          pending.cancel();
        }
      };
    }

    private void end() {
      if (waits != null && !over.getAndSet(true)) {
        waits.less();
        all.less();
      }
    }
  }
}
