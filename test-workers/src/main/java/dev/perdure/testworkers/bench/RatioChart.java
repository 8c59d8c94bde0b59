package dev.perdure.testworkers.bench;

import java.util.List;
import java.util.Locale;

/** A picture of how many times better than the peer each workload ran, on a logarithmic scale. */
final class RatioChart {
  private static final int LABEL = 250;
  private static final int WIDTH = 760;
  private static final int ROW = 24;
  private static final double LEAST = 1.0 / 16;
  private static final double MOST = 64;

  private final List<Result> results;

  RatioChart(List<Result> results) {
    this.results = results.stream().filter(result -> result.ratio().isPresent()).toList();
  }

  String svg() {
    int height = ROW * (results.size() + 2);
    StringBuilder svg = new StringBuilder();
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="13">
        <rect width="100%%" height="100%%" fill="#fff"/>
        <text x="%d" y="16" fill="#555">times the peer's figure (1 = equal, right is better)</text>
        """
            .formatted(WIDTH, height, LABEL));
    for (double mark = 0.125; mark <= 32; mark *= 2) {
      svg.append(
          "<line x1=\"%1$d\" x2=\"%1$d\" y1=\"%2$d\" y2=\"%3$d\" stroke=\"%4$s\"/><text x=\"%1$d\" y=\"%5$d\" text-anchor=\"middle\" fill=\"#777\">%6$s</text>%n"
              .formatted(
                  x(mark),
                  ROW,
                  height - ROW,
                  mark == 1 ? "#444" : "#ddd",
                  height - 8,
                  mark < 1 ? "1/" + plain(1 / mark) : plain(mark)));
    }
    for (int i = 0; i < results.size(); i++) {
      svg.append(bar(results.get(i), ROW * (i + 1)));
    }
    return svg.append("</svg>\n").toString();
  }

  private static String bar(Result result, int y) {
    double ratio = result.ratio().orElseThrow();
    int from = Math.min(x(1), x(ratio));
    int to = Math.max(x(1), x(ratio));
    return "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text><rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/><text x=\"%d\" y=\"%d\">%s</text>%n"
        .formatted(
            LABEL - 8,
            y + 17,
            result.workload().title(),
            from,
            y + 4,
            Math.max(to - from, 1),
            ROW - 8,
            ratio >= 1 ? "#2a7f62" : "#b5543c",
            to + 5,
            y + 17,
            plain(ratio));
  }

  private static int x(double ratio) {
    double within = Math.clamp(ratio, LEAST, MOST);
    return (int) (LABEL + (WIDTH - LABEL - 50) * Math.log(within / LEAST) / Math.log(MOST / LEAST));
  }

  private static String plain(double ratio) {
    return ratio == Math.rint(ratio)
        ? String.valueOf((long) ratio)
        : String.format(Locale.ROOT, ratio < 1 ? "%.2f" : ratio < 10 ? "%.1f" : "%.0f", ratio);
  }
}
