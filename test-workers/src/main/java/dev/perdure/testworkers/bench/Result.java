package dev.perdure.testworkers.bench;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

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
    return ratio(each -> each.median(Measure::perSecond));
  }

  /** The same for the last rounds, when most of the code has been compiled. */
  OptionalDouble ratioOfLast() {
    return ratio(each -> each.last(Measure::perSecond));
  }

  private OptionalDouble ratio(ToDoubleFunction<Series> figure) {
    double mine = figure.applyAsDouble(series.getFirst());
    return series.stream()
        .filter(each -> each.contestant().equals(Contestant.Peer.NAME))
        .mapToDouble(figure)
        .filter(other -> mine > 0 && other > 0)
        .map(other -> workload.moreIsBetter() ? mine / other : other / mine)
        .findFirst();
  }
}
