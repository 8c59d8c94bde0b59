package dev.perdure.testworkers.jmh;

import java.util.concurrent.TimeUnit;
import org.graalvm.polyglot.Value;
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

/** Header objects of a guest. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 5, time = 10)
@Measurement(iterations = 5, time = 1)
public class HeadersBenchmark {
  private GuestRealm guest;
  private Value make;
  private Value read;
  private Value headers;

  @Setup
  public void open() {
    guest = new GuestRealm();
    make =
        guest.eval(
            "() => new Headers({ 'Content-Type': 'application/json', 'X-Request-Id': '7', Accept: '*/*' })");
    read = guest.eval("(headers) => headers.get('content-type')");
    headers = make.execute();
  }

  @Benchmark
  public Value make() {
    return make.execute();
  }

  @Benchmark
  public Value read() {
    return read.execute(headers);
  }

  @TearDown
  public void close() {
    guest.close();
  }
}
