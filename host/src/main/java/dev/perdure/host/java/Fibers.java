package dev.perdure.host.java;

import dev.perdure.workers.message.GuestException;
import dev.perdure.workers.platform.Platform;
import dev.perdure.workers.platform.Safepoint;
import dev.perdure.workers.spi.EventLoop;
import dev.perdure.workers.spi.IsolateHost;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The virtual threads of one isolate, of which one runs at a time: the one that has the baton. The
 * thread of the turn gives it away and carries that one until it comes back.
 *
 * <p>What a fiber asks of the host goes through {@link #call}, under a lock: so the end of the
 * isolate, which comes from another thread, never meets a call half done. After the end nothing of
 * the host can be reached, and nobody waits for guest code any more.
 */
final class Fibers {
  private final EventLoop loop;
  private final ClassLoader loader;
  private final Runnable outOfMemory;
  private final Carrier carrier;
  private final ReentrantLock inHost = new ReentrantLock();
  private final Deque<Fiber> ready = new ArrayDeque<>();
  private final Set<Fiber> alive = ConcurrentHashMap.newKeySet();
  private @Nullable Platform platform;
  private volatile @Nullable Fiber current;
  private boolean running;
  private volatile boolean ended;

  Fibers(IsolateHost host, ClassLoader loader) {
    this.loop = host.loop();
    this.loader = loader;
    this.outOfMemory = host::outOfMemory;
    this.carrier = new Carrier(host::strayed);
  }

  /** What guest code finds as its platform. Once, before the first fiber. */
  void platform(Platform guest) {
    this.platform = guest;
  }

  /** Starts {@code body}; the future completes on the turn's thread. */
  <T extends @Nullable Object> CompletableFuture<T> start(EventContext context, Callable<T> body) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Outcome<T> outcome = new Outcome<>();
    Platform guest = java.util.Objects.requireNonNull(platform);
    Fiber[] self = new Fiber[1];
    self[0] =
        new Fiber(
            context,
            carrier.new Lane(),
            loader,
            () -> {
              try {
                ScopedValue.where(Platform.CURRENT, guest).run(() -> outcome.take(body));
              } finally {
                alive.remove(self[0]);
                self[0].ended();
                carrier.giveBack();
              }
            },
            () -> {
              if (outcome.thrown != null && outcome.thrown.getCause() instanceof OutOfMemoryError) {
                outOfMemory.run();
              }
              outcome.settle(result);
            });
    alive.add(self[0]);
    run(self[0]);
    return result;
  }

  private static final class Outcome<T extends @Nullable Object> {
    private @Nullable T value;
    private @Nullable Thrown thrown;

    void take(Callable<T> body) {
      try {
        value = body.call();
      } catch (Throwable e) {
        thrown = Thrown.of(e);
      }
    }

    void settle(CompletableFuture<T> result) {
      if (thrown == null) {
        result.complete(value);
      } else {
        result.completeExceptionally(thrown);
      }
    }
  }

  /** Lets a fiber go on: now, or where another runs, when that one waits or ends. */
  void run(Fiber fiber) {
    if (ended) {
      return;
    }
    ready.add(fiber);
    if (running) {
      return;
    }
    running = true;
    try {
      for (Fiber next = ready.poll(); next != null && !ended; next = ready.poll()) {
        switchTo(next);
      }
    } finally {
      running = false;
    }
  }

  private void switchTo(Fiber fiber) {
    current = fiber;
    fiber.resume();
    carrier.carry();
    if (ended) {
      // A call of the host that has begun ends before the isolate is taken apart.
      awaitHost();
      return;
    }
    current = null;
    fiber.settle();
  }

  private void awaitHost() {
    inHost.lock();
    try {
      ready.clear();
    } finally {
      inHost.unlock();
    }
  }

  /** The fiber that runs on this thread. */
  Fiber self() {
    Fiber fiber = current;
    if (ended) {
      throw new IsolateEnded();
    }
    if (fiber == null || !fiber.isCurrentThread()) {
      throw new IllegalStateException(
          ("This belongs to an event that does not run on this thread, '%s'. Use it on the thread"
                  + " that the handler was called on, or start a Task.")
              .formatted(Thread.currentThread().getName()));
    }
    return fiber;
  }

  /** Throws where all has ended. On any thread. */
  void poll() {
    if (ended) {
      throw new IsolateEnded();
    }
  }

  /** Asks something of the host. */
  <T extends @Nullable Object> T call(Supplier<T> operation) {
    self();
    boolean interrupted = Thread.interrupted();
    inHost.lock();
    try {
      if (ended) {
        throw new IsolateEnded();
      }
      return operation.get();
    } catch (GuestException e) {
      throw Errors.toGuest(e.error());
    } finally {
      inHost.unlock();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** The same for what gives nothing. */
  void act(Runnable operation) {
    call(() -> {
      operation.run();
      return null;
    });
  }

  /** Waits for something outside, as {@code await} does. */
  <T extends @Nullable Object> T await(CompletableFuture<T> future, EventLoop.Kind kind) {
    Fiber self = self();
    if (!future.isDone()) {
      checkCanWait();
      act(() -> {
        EventLoop.Pending pending = loop.begin(kind);
        future.whenComplete((value, thrown) -> pending.resume(() -> run(self)));
      });
      park(self);
    }
    return Errors.value(future);
  }

  /** Waits for something that this isolate itself completes. */
  <T extends @Nullable Object> T join(CompletableFuture<T> future) {
    Fiber self = self();
    if (!future.isDone()) {
      checkCanWait();
      future.whenComplete((value, thrown) -> run(self));
      park(self);
    }
    return Errors.value(future);
  }

  /** Waits for some time. */
  void sleep(Duration time) {
    Fiber self = self();
    checkCanWait();
    act(() -> loop.after(time, () -> run(self)));
    park(self);
  }

  /** What cannot leave the thread of the turn would wait there for ever. */
  private void checkCanWait() {
    if (!carrier.canLeave()) {
      throw new IllegalStateException(
          "Nothing can be waited for while a class is initialized or native code calls. Wait in the"
              + " handler, and keep what it gives in a field that is not static.");
    }
  }

  private void park(Fiber self) {
    carrier.giveBack();
    self.awaitResume();
    if (ended) {
      throw new IsolateEnded();
    }
  }

  boolean ended() {
    return ended;
  }

  /** Ends all of them. On any thread, repeatedly. */
  void end() {
    ended = true;
    // A fiber that is in the host may be back in guest code there: in a collection, for instance.
    Safepoint.begin();
    try {
      List<Fiber> all;
      inHost.lock();
      try {
        all = List.copyOf(alive);
        alive.clear();
      } finally {
        inHost.unlock();
      }
      carrier.end();
      all.forEach(Fiber::cut);
    } finally {
      Safepoint.end();
    }
  }
}
