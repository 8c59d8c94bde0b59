package dev.perdure.testworkers.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** The results of a run, for people and for programs. */
final class ResultTable {
  private final Plan plan;
  private final Machine machine;
  private final List<Result> results;

  ResultTable(Plan plan, Machine machine, List<Result> results) {
    this.plan = plan;
    this.machine = machine;
    this.results = List.copyOf(results);
  }

  /** A line for each workload and contestant. */
  String markdown() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s, %s, %d cores; medians of %d rounds of %d s each, in turns, after %d s of load each."
            .formatted(
                machine.at(),
                machine.processor(),
                machine.cores(),
                plan.rounds(),
                plan.seconds(),
                plan.warmUp()));
    lines.add("");
    lines.add(
        "| | workload | runtime | median (least to most) | last round | p50 ms | p99 ms | p99.9 ms | CPU us each | resident MB | ratio | of last rounds |");
    lines.add("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
    for (Result result : results) {
      for (int i = 0; i < result.series().size(); i++) {
        lines.add(line(result, i));
      }
    }
    return String.join("\n", lines);
  }

  private static String line(Result result, int i) {
    Workload workload = result.workload();
    Series series = result.series().get(i);
    String errors = series.errors() == 0 ? "" : ", " + series.errors() + " errors";
    return "| %s | %s | %s | %s %s (%s to %s)%s | %s | %s | %s | %s | %s | %s | %s | %s |"
        .formatted(
            i == 0 ? workload.id() : "",
            i == 0 ? workload.title() : "",
            series.contestant(),
            number(series.median(Measure::perSecond)),
            workload.unit(),
            number(series.least(Measure::perSecond)),
            number(series.most(Measure::perSecond)),
            errors,
            number(series.last(Measure::perSecond)),
            number(series.median(Measure::p50)),
            number(series.median(Measure::p99)),
            number(series.median(Measure::p999)),
            number(series.median(Measure::cpuMicros)),
            number(series.median(Measure::residentMb)),
            i == 0 ? number(result.ratio()) : "",
            i == 0 ? number(result.ratioOfLast()) : "");
  }

  private static String number(OptionalDouble n) {
    return n.isPresent() ? number(n.getAsDouble()) : "";
  }

  /** Three figures at least, none that says nothing. */
  private static String number(double n) {
    return n == 0
        ? ""
        : String.format(Locale.ROOT, n < 10 ? "%.2f" : n < 100 ? "%.1f" : "%,.0f", n);
  }

  /** Every round. */
  String json() throws JsonProcessingException {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("at", machine.at().toString());
    all.put("processor", machine.processor());
    all.put("cores", machine.cores());
    all.put("seconds", plan.seconds());
    all.put("warmUpSeconds", plan.warmUp());
    List<Object> workloads = new ArrayList<>();
    for (Result result : results) {
      Map<String, Object> workload = new LinkedHashMap<>();
      workload.put("id", result.workload().id());
      workload.put("title", result.workload().title());
      workload.put("unit", result.workload().unit());
      result.series().forEach(series -> workload.put(series.contestant(), series.rounds()));
      workloads.add(workload);
    }
    all.put("workloads", workloads);
    return new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(all);
  }
}
