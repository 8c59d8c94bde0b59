package dev.perdure.testworkers.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which core behaviours one program in two languages proves.
 *
 * @param lines one for each behaviour, in the catalogue's order
 */
record JavaReport(List<Line> lines) {
  private static final Set<String> AREAS =
      Set.of(
          "KV-ASYNC",
          "KV-SYNC",
          "TRANSACTION",
          "SQL",
          "ALARM",
          "WEBSOCKET",
          "HIBERNATION",
          "RPC",
          "GATES",
          "LIFECYCLE");

  /**
   * One behaviour and where it stands in Java.
   *
   * @param standing not applicable where Java has no such thing; not yet where only JavaScript
   *     proves it
   * @param reason why it is not applicable; else empty
   */
  record Line(DocumentedBehaviour behaviour, Standing standing, String reason) {}

  JavaReport {
    lines = List.copyOf(lines);
  }

  /**
   * The report of a run.
   *
   * @throws IllegalArgumentException if a test in both languages is tied to a behaviour that is
   *     said to be none of Java's
   */
  static JavaReport of(Catalogue catalogue, List<TestOutcome> outcomes) {
    List<TestOutcome> both = outcomes.stream().filter(TestOutcome::inBothLanguages).toList();
    for (TestOutcome outcome : both) {
      for (String id : outcome.behaviours()) {
        if (catalogue.reasonNotInJava(id).isPresent()) {
          throw new IllegalArgumentException(
              "The test '%s' is tied to '%s', which not-in-java.tsv leaves out; remove one of them."
                  .formatted(outcome.test(), id));
        }
      }
    }
    return new JavaReport(
        catalogue.behaviours().stream()
            .filter(behaviour -> AREAS.contains(behaviour.area()) && behaviour.priority() == 1)
            .filter(behaviour -> catalogue.reasonLeftOut(behaviour.id()).isEmpty())
            .map(behaviour -> line(catalogue, behaviour, both))
            .toList());
  }

  private static Line line(
      Catalogue catalogue, DocumentedBehaviour behaviour, List<TestOutcome> outcomes) {
    Optional<String> reason = catalogue.reasonNotInJava(behaviour.id());
    if (reason.isPresent()) {
      return new Line(behaviour, Standing.NOT_APPLICABLE, reason.get());
    }
    Set<TestOutcome.Result> results =
        outcomes.stream()
            .filter(outcome -> outcome.behaviours().contains(behaviour.id()))
            .map(TestOutcome::result)
            .collect(Collectors.toSet());
    Standing standing =
        results.contains(TestOutcome.Result.FAILED)
            ? Standing.FAILING
            : results.contains(TestOutcome.Result.PASSED) ? Standing.PROVEN : Standing.NOT_YET;
    return new Line(behaviour, standing, "");
  }

  /** The lines by area, both in the catalogue's order. */
  SequencedMap<String, List<Line>> byArea() {
    return lines.stream()
        .collect(
            Collectors.groupingBy(
                line -> line.behaviour().area(), LinkedHashMap::new, Collectors.toList()));
  }

  /** How many behaviours stand so. */
  long count(Standing standing) {
    return lines.stream().filter(line -> line.standing() == standing).count();
  }
}
