package dev.perdure.testworkers.report;

import java.util.List;
import java.util.Set;

/**
 * Which core behaviours one program in two languages proves: not applicable is what Java has no
 * such thing for, not yet what only JavaScript proves.
 */
final class JavaReport {
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

  private JavaReport() {}

  /**
   * The report of a run.
   *
   * @throws IllegalArgumentException if a test in both languages is tied to a behaviour that is
   *     said to be none of Java's
   */
  static CompatReport of(Catalogue catalogue, List<TestOutcome> outcomes) {
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
    return new CompatReport(
        catalogue.behaviours().stream()
            .filter(behaviour -> AREAS.contains(behaviour.area()) && behaviour.priority() == 1)
            .filter(behaviour -> catalogue.reasonLeftOut(behaviour.id()).isEmpty())
            .map(behaviour ->
                CompatReport.Line.of(behaviour, catalogue.reasonNotInJava(behaviour.id()), both))
            .toList());
  }
}
