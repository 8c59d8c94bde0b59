package dev.perdure.testworkers.jmh;

import dev.perdure.js.clone.Cloner;
import dev.perdure.js.clone.PairReader;
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

/** Structured clone of small values between a guest and V8's format. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 5, time = 10)
@Measurement(iterations = 5, time = 1)
public class CloneBenchmark {
  private GuestRealm guest;
  private Cloner cloner;
  private Value number;
  private Value object;
  private byte[] numberBytes;
  private byte[] objectBytes;
  private String[] keys;

  @Setup
  public void open() {
    guest = new GuestRealm();
    cloner = new Cloner(guest.realm());
    number = guest.eval("42");
    object = guest.eval("({ id: 7, name: 'thing 7', tags: ['a', 'b'], at: 1700000000000 })");
    numberBytes = cloner.serialize(number);
    objectBytes = cloner.serialize(object);
    keys = new String[1000];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = "key-" + i;
    }
  }

  @Benchmark
  public byte[] numberToBytes() {
    return cloner.serialize(number);
  }

  @Benchmark
  public Value numberFromBytes() {
    return cloner.deserialize(numberBytes);
  }

  @Benchmark
  public byte[] objectToBytes() {
    return cloner.serialize(object);
  }

  @Benchmark
  public Value objectFromBytes() {
    return cloner.deserialize(objectBytes);
  }

  /** What list() of 1000 keys makes of them. */
  @Benchmark
  public Value thousandPairsFromBytes() {
    PairReader pairs = cloner.pairs();
    for (String key : keys) {
      pairs.add(key, objectBytes);
    }
    return pairs.map();
  }

  @TearDown
  public void close() {
    guest.close();
  }
}
