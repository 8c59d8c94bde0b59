package dev.perdure.testworkers.bench;

import java.util.List;
import java.util.OptionalDouble;

/**
 * One workload on all contestants.
 *
 * @param series Perdure's first
 */
record Result(Workload workload, List<Series> series) {
  Result {
    series = List.copyOf(series);
  }

  /** How many times better Perdure's median is than the peer's; empty where there is no peer. */
  OptionalDouble ratio() {
    if (series.size() < 2) {
      return OptionalDouble.empty();
    }
    double mine = series.get(0).median(Measure::perSecond);
    double other = series.get(1).median(Measure::perSecond);
    return OptionalDouble.of(workload.moreIsBetter() ? mine / other : other / mine);
  }
}
