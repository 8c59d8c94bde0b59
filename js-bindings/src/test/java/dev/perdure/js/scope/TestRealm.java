package dev.perdure.js.scope;

import dev.perdure.js.isolate.JsEngine;
import dev.perdure.workers.compat.CompatFlags;
import dev.perdure.workers.message.ErrorData;
import dev.perdure.workers.spi.ActorSite;
import dev.perdure.workers.spi.Binding;
import dev.perdure.workers.spi.Channel;
import dev.perdure.workers.spi.Console;
import dev.perdure.workers.spi.EventLoop;
import dev.perdure.workers.spi.IsolateHost;
import dev.perdure.workers.spi.OutputGate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/**
 * A global scope without a host, for tests of its parts: {@link #run} evaluates the body of an
 * async function and gives what it returns as JSON. Timers run on a clock that jumps to the next
 * one when nothing else is left to do.
 */
public final class TestRealm implements IsolateHost, EventLoop, AutoCloseable {
  private static final JsEngine ENGINE = new JsEngine();

  private record Timer(Instant due, int order, Runnable task, AtomicBoolean ended) {}

  private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
  private final PriorityQueue<Timer> timers =
      new PriorityQueue<>(Comparator.comparing(Timer::due).thenComparingInt(Timer::order));
  private final AtomicInteger waiting = new AtomicInteger();
  private final List<String> log = new ArrayList<>();
  private final dev.perdure.workers.spi.CacheStore caches =
      new dev.perdure.workers.cache.MemoryCacheStore(1 << 20, () -> clock().instant());
  private final Context context;
  private final Realm realm;
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private int order;

  public TestRealm(String... flags) {
    this.context = ENGINE.newContext();
    context.enter();
    this.realm = new Realm(context, this, CompatFlags.of(LocalDate.of(2026, 1, 1), List.of(flags)));
  }

  /** Runs {@code body} as an async function and gives its result as JSON. */
  public static String json(String body, String... flags) {
    try (TestRealm realm = new TestRealm(flags)) {
      return realm.run(body);
    }
  }

  public Realm realm() {
    return realm;
  }

  /** What was written to the console. */
  public List<String> log() {
    return log;
  }

  /** Runs {@code body} as an async function and gives its result as JSON; throws what it throws. */
  public String run(String body) {
    Value function =
        context.eval(
            "js",
            "(async () => { const result = await (async () => {"
                + body
                + "\n})(); return result === undefined ? 'undefined' : JSON.stringify(result); })");
    @Nullable String[] result = new String[1];
    @Nullable RuntimeException[] failure = new RuntimeException[1];
    boolean[] done = new boolean[1];
    Value promise = function.execute();
    org.graalvm.polyglot.proxy.ProxyExecutable fulfilled =
        a -> {
          result[0] = a[0].asString();
          done[0] = true;
          return null;
        };
    org.graalvm.polyglot.proxy.ProxyExecutable rejected =
        a -> {
          ErrorData data = realm.toData(a[0]);
          failure[0] = new ScriptFailed(data.name() + ": " + data.message() + "\n" + data.stack());
          done[0] = true;
          return null;
        };
    promise.invokeMember("then", fulfilled, rejected);
    while (!done[0]) {
      step();
    }
    if (failure[0] != null) {
      throw failure[0];
    }
    return String.valueOf(result[0]);
  }

  /** Runs turns until {@code future} is done, and says how many. */
  public int runUntil(java.util.concurrent.Future<?> future) {
    int turns = 0;
    while (!future.isDone()) {
      step();
      turns++;
    }
    return turns;
  }

  /** A script under test threw. */
  public static final class ScriptFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    ScriptFailed(String message) {
      super(message);
    }
  }

  /** Has {@code task} run by {@link #serve} or while a script runs. May be called on any thread. */
  public void post(Runnable task) {
    tasks.add(task);
  }

  /** Runs what is posted until {@code ended} is true, which a posted task may make it. */
  public void serve(BooleanSupplier ended) throws InterruptedException {
    while (!ended.getAsBoolean()) {
      if (tasks.isEmpty() && timers.isEmpty()) {
        tasks.take().run();
      } else {
        step();
      }
    }
  }

  private void step() {
    Runnable task = tasks.poll();
    if (task == null) {
      Timer timer = timers.poll();
      if (timer != null) {
        if (timer.due().isAfter(now)) {
          now = timer.due();
        }
        if (!timer.ended().getAndSet(true)) {
          timer.task().run();
        }
        return;
      }
      if (waiting.get() == 0 && tasks.isEmpty()) {
        throw new IllegalStateException("The script waits for something that will never come.");
      }
      try {
        task = tasks.poll(20, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
      if (task == null) {
        throw new IllegalStateException("The script waited for 20 s.");
      }
    }
    task.run();
  }

  @Override
  public Pending begin(Kind kind) {
    waiting.incrementAndGet();
    AtomicBoolean ended = new AtomicBoolean();
    return new Pending() {
      @Override
      public void resume(Runnable continuation) {
        if (!ended.getAndSet(true)) {
          tasks.add(continuation);
          waiting.decrementAndGet();
        }
      }

      @Override
      public void cancel() {
        if (!ended.getAndSet(true)) {
          waiting.decrementAndGet();
        }
      }
    };
  }

  @Override
  public Pending after(Duration delay, Runnable task) {
    Timer timer = new Timer(now.plus(delay), order++, task, new AtomicBoolean());
    timers.add(timer);
    return new Pending() {
      @Override
      public void resume(Runnable continuation) {
        throw new UnsupportedOperationException("A timer resumes itself.");
      }

      @Override
      public void cancel() {
        timer.ended().set(true);
      }
    };
  }

  @Override
  public EventLoop loop() {
    return this;
  }

  @Override
  public OutputGate output() {
    return Runnable::run;
  }

  @Override
  public InstantSource clock() {
    return () -> now;
  }

  @Override
  public Console console() {
    return (level, text) -> log.add(level + " " + text);
  }

  @Override
  public dev.perdure.workers.spi.CacheStore caches() {
    return caches;
  }

  @Override
  public Channel outbound() {
    throw new UnsupportedOperationException("This test has no network.");
  }

  @Override
  public Map<String, Binding> bindings() {
    return Map.of();
  }

  @Override
  public Map<String, Binding> loopback() {
    return Map.of();
  }

  @Override
  public @Nullable ActorSite actor() {
    return null;
  }

  @Override
  public void uncaught(String where, ErrorData error) {
    log.add("UNCAUGHT " + where + " " + error.name() + ": " + error.message());
  }

  @Override
  public void close() {
    context.leave();
    context.close(true);
  }
}
