package dev.perdure.testworkers.bench.load;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How long things took. Thread-safe as long as nobody reads; what is beyond its size is left out.
 */
final class Latencies {
  private final long[] nanos;
  private final AtomicInteger added = new AtomicInteger();

  Latencies(int most) {
    nanos = new long[most];
  }

  void add(long took) {
    int at = added.getAndIncrement();
    if (at < nanos.length) {
      nanos[at] = took;
    }
  }

  /** How many were added, also beyond the size. */
  int count() {
    return added.get();
  }

  /** The quantiles in milliseconds; all zero where nothing was added. */
  double[] millis(double... quantiles) {
    long[] sorted = Arrays.copyOf(nanos, Math.min(count(), nanos.length));
    Arrays.sort(sorted);
    return Arrays.stream(quantiles)
        .map(q ->
            sorted.length == 0
                ? 0
                : sorted[(int) Math.min(sorted.length - 1, q * sorted.length)] / 1e6)
        .toArray();
  }
}
