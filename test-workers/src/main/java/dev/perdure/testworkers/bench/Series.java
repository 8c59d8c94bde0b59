package dev.perdure.testworkers.bench;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The rounds of one workload on one contestant. */
record Series(String contestant, List<Measure> rounds) {
  Series {
    rounds = List.copyOf(rounds);
  }

  double median(ToDoubleFunction<Measure> figure) {
    double[] sorted = sorted(figure);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  double least(ToDoubleFunction<Measure> figure) {
    return sorted(figure)[0];
  }

  double most(ToDoubleFunction<Measure> figure) {
    double[] sorted = sorted(figure);
    return sorted[sorted.length - 1];
  }

  double last(ToDoubleFunction<Measure> figure) {
    return figure.applyAsDouble(rounds.getLast());
  }

  long errors() {
    return rounds.stream().mapToLong(Measure::errors).sum();
  }

  private double[] sorted(ToDoubleFunction<Measure> figure) {
    double[] figures = rounds.stream().mapToDouble(figure).toArray();
    Arrays.sort(figures);
    return figures;
  }
}
