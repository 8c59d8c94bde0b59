package dev.perdure.testworkers.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes a report for people; the same report gives the same text. */
final class Markdown {
  /** What a line of another page starts with for its rest to be kept as {@link #totals}. */
  static final String MARKER = "<!-- compat-totals -->";

  private Markdown() {}

  /** The sentence that the README quotes. */
  static String totals(CompatReport report) {
    return "%d of %d documented behaviours are proven by tests, %d fail, %d have no test yet and %d do not apply."
        .formatted(
            report.count(Standing.PROVEN),
            report.lines().size(),
            report.count(Standing.FAILING),
            report.count(Standing.NOT_YET),
            report.count(Standing.NOT_APPLICABLE));
  }

  /** A page with every line that starts with the marker brought up to date. */
  static String withTotals(String page, CompatReport report) {
    return page.lines()
            .map(line -> line.startsWith(MARKER) ? MARKER + " " + totals(report) : line)
            .collect(Collectors.joining("\n"))
        + (page.endsWith("\n") ? "\n" : "");
  }

  /** The page {@code docs/compatibility.md}. */
  static String page(CompatReport report, CompatReport java) {
    StringBuilder out = new StringBuilder();
    out.append("# Compatibility\n\n");
    out.append(
        "What the platform's documentation says, as `behaviours.tsv` lists it, and what of ");
    out.append("it a test shows on a running Perdure. ");
    out.append("`.ci/compatibility` rewrites this page from the last `mvn verify`.\n\n");
    out.append(totals(report)).append("\n\n");
    table(report, out);
    list(report, Standing.FAILING, "Failing", out);
    list(report, Standing.NOT_APPLICABLE, "Not applicable", out);
    notYet(report, out);
    java(java, out);
    return out.toString();
  }

  private static void java(CompatReport report, StringBuilder out) {
    out.append("\n## In Java too\n\n");
    out.append(
        "The core behaviours of storage, alarms, sockets, RPC, gates and life cycle: proven too by the");
    out.append(
        " same assertions on one small program, once in JavaScript, once in Java, and with either");
    out.append(" language calling the other.\n\n");
    out.append("| area | core | in both | failing | none of Java's | only in JavaScript |\n");
    out.append("|---|--:|--:|--:|--:|--:|\n");
    report.byArea().forEach((area, lines) -> javaRow(area, lines, out));
    javaRow("all", report.lines(), out);
    out.append("\nWhat is none of Java's:\n\n| id | behaviour | why |\n|---|---|---|\n");
    for (CompatReport.Line line : report.lines()) {
      if (line.standing() == Standing.NOT_APPLICABLE) {
        out.append(
            "| %s | %s | %s |%n"
                .formatted(line.behaviour().id(), cell(line.behaviour()), line.note()));
      }
    }
    out.append("\nProven in JavaScript only, so far: ");
    out.append(
        report.lines().stream()
            .filter(line -> line.standing() == Standing.NOT_YET)
            .map(line -> line.behaviour().id())
            .collect(Collectors.joining(" ")));
    out.append("\n");
  }

  private static void javaRow(String area, List<CompatReport.Line> lines, StringBuilder out) {
    CompatReport part = new CompatReport(lines);
    out.append(
        "| %s | %d | %d | %d | %d | %d |%n"
            .formatted(
                area,
                lines.size(),
                part.count(Standing.PROVEN),
                part.count(Standing.FAILING),
                part.count(Standing.NOT_APPLICABLE),
                part.count(Standing.NOT_YET)));
  }

  private static void table(CompatReport report, StringBuilder out) {
    out.append("| area | behaviours | proven | failing | not yet | not applicable |");
    out.append(" core, proven |\n|---|--:|--:|--:|--:|--:|--:|\n");
    report.byArea().forEach((area, lines) -> row(area, lines, out));
    row("all", report.lines(), out);
  }

  private static void row(String area, List<CompatReport.Line> lines, StringBuilder out) {
    CompatReport part = new CompatReport(lines);
    CompatReport core =
        new CompatReport(lines.stream().filter(l -> l.behaviour().priority() == 1).toList());
    out.append(
        "| %s | %d | %d | %d | %d | %d | %d of %d |%n"
            .formatted(
                area,
                lines.size(),
                part.count(Standing.PROVEN),
                part.count(Standing.FAILING),
                part.count(Standing.NOT_YET),
                part.count(Standing.NOT_APPLICABLE),
                core.count(Standing.PROVEN),
                core.lines().size() - core.count(Standing.NOT_APPLICABLE)));
  }

  private static void list(
      CompatReport report, Standing standing, String title, StringBuilder out) {
    List<CompatReport.Line> lines =
        report.lines().stream().filter(l -> l.standing() == standing).toList();
    if (lines.isEmpty()) {
      return;
    }
    String heading = standing == Standing.FAILING ? "what is seen" : "why";
    out.append("\n## ").append(title).append("\n| id | behaviour | ").append(heading);
    out.append(" |\n|---|---|---|\n");
    for (CompatReport.Line line : lines) {
      out.append(
          "| %s | %s | %s |%n"
              .formatted(line.behaviour().id(), cell(line.behaviour()), line.note()));
    }
  }

  private static String cell(DocumentedBehaviour behaviour) {
    return behaviour.statement().replace("|", "\\|").replace("<", "&lt;");
  }

  private static void notYet(CompatReport report, StringBuilder out) {
    out.append("\n## No test yet\n");
    report
        .byArea()
        .forEach((area, lines) -> {
          List<String> ids =
              lines.stream()
                  .filter(l -> l.standing() == Standing.NOT_YET)
                  .map(l -> l.behaviour().id())
                  .toList();
          if (!ids.isEmpty()) {
            String all = ids.size() == lines.size() ? "all" : String.join(" ", ids);
            out.append("- ").append(area.toLowerCase(Locale.ROOT)).append(": ");
            out.append(all).append("\n");
          }
        });
  }
}
