package dev.perdure.testworkers.jmh;

import dev.perdure.js.rpc.RpcSite;
import dev.perdure.workers.message.Payload;
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

/** Arguments and results of RPC calls, from a guest and into one. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 5, time = 10)
@Measurement(iterations = 5, time = 1)
public class RpcBenchmark {
  private GuestRealm guest;
  private RpcSite site;
  private Value arguments;
  private Payload payload;

  @Setup
  public void open() {
    guest = new GuestRealm();
    site = RpcSite.of(guest.realm());
    arguments = guest.eval("[{ id: 7, name: 'thing 7', tags: ['a', 'b'], at: 1700000000000 }]");
    payload = site.pack(arguments);
  }

  @Benchmark
  public Payload encode() {
    return site.pack(arguments);
  }

  @Benchmark
  public Value decode() {
    return site.unpack(payload);
  }

  @TearDown
  public void close() {
    guest.close();
  }
}
