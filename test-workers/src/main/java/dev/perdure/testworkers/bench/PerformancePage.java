package dev.perdure.testworkers.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The part of docs/performance.md that a run writes, between two marks, and its picture. */
final class PerformancePage {
  private static final String BEGIN = "<!-- benchmark -->";
  private static final String END = "<!-- /benchmark -->";

  private final Path docs;

  PerformancePage(Path docs) {
    this.docs = docs;
  }

  void write(ResultTable table, List<Result> results) throws IOException {
    Path page = docs.resolve("performance.md");
    String text = Files.readString(page);
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IOException("'%s' has no part between '%s' and '%s'.".formatted(page, BEGIN, END));
    }
    String part =
        "\n![How many times the peer's figure](benchmark.svg)\n\n" + table.markdown() + "\n\n";
    Files.writeString(page, text.substring(0, begin + BEGIN.length()) + part + text.substring(end));
    Files.writeString(docs.resolve("benchmark.svg"), new RatioChart(results).svg());
  }
}
