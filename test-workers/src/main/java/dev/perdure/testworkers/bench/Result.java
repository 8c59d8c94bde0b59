package dev.perdure.testworkers.bench;

import java.util.List;
import java.util.OptionalDouble;

/**
 * One workload on all contestants.
 *
 * @param series that of JavaScript on Perdure first
 */
record Result(Workload workload, List<Series> series) {
  Result {
    series = List.copyOf(series);
  }

  /**
   * How many times better Perdure's median is than the peer's; empty where one of them has none.
   */
  OptionalDouble ratio() {
    double mine = series.getFirst().median(Measure::perSecond);
    return series.stream()
        .filter(each -> each.contestant().equals(Contestant.Peer.NAME))
        .mapToDouble(peer -> peer.median(Measure::perSecond))
        .filter(other -> mine > 0 && other > 0)
        .map(other -> workload.moreIsBetter() ? mine / other : other / mine)
        .findFirst();
  }
}
