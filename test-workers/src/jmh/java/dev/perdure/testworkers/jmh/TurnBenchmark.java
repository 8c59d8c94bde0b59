package dev.perdure.testworkers.jmh;

import dev.perdure.host.turn.SystemTimers;
import dev.perdure.host.turn.Turns;
import dev.perdure.workers.event.Event;
import dev.perdure.workers.message.ErrorData;
import dev.perdure.workers.spi.Entrypoint;
import dev.perdure.workers.spi.Export;
import dev.perdure.workers.spi.Isolate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.graalvm.polyglot.Context;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Entering an isolate for a turn with one task, and leaving it. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 5, time = 10)
@Measurement(iterations = 5, time = 1)
public class TurnBenchmark {
  private GuestRealm guest;
  private Turns turns;

  @Setup
  public void open() {
    guest = new GuestRealm();
    guest.context().leave();
    Isolate isolate = new Entered(guest.context());
    turns = new Turns(Runnable::run, new SystemTimers(), () -> isolate, new Limits());
  }

  @Benchmark
  public void turn(Blackhole done) {
    turns.post(() -> done.consume(turns));
  }

  @TearDown
  public void close() {
    guest.context().enter();
    guest.close();
  }

  private record Limits() implements Turns.Hooks {
    @Override
    public Duration cpuLimit() {
      return Duration.ofSeconds(30);
    }

    @Override
    public void overran() {}

    @Override
    public void outOfMemory() {}

    @Override
    public void failed(RuntimeException fault) {
      throw fault;
    }
  }

  /** The context alone: no events. */
  private record Entered(Context context) implements Isolate {
    @Override
    public void enter() {
      context.enter();
    }

    @Override
    public void leave() {
      context.leave();
    }

    @Override
    public CompletableFuture<Void> start() {
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public List<Export> exports() {
      return List.of();
    }

    @Override
    public <R> CompletableFuture<R> deliver(Entrypoint entrypoint, Event<R> event) {
      throw new UnsupportedOperationException("There are no events here.");
    }

    @Override
    public void terminate(ErrorData reason) {}

    @Override
    public void close() {}
  }
}
