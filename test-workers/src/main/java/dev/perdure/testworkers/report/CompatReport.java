package dev.perdure.testworkers.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/**
 * Which documented behaviours the tests of one run prove.
 *
 * @param lines one for each behaviour, in the catalogue's order
 */
public record CompatReport(List<Line> lines) {
  /**
   * One behaviour and where it stands.
   *
   * @param tests the tests tied to it
   * @param note what goes wrong, or why it does not apply; else empty
   */
  public record Line(
      DocumentedBehaviour behaviour, Standing standing, List<String> tests, String note) {
    public Line {
      tests = List.copyOf(tests);
    }

    /** What the outcomes say of a behaviour that may be left out for a reason. */
    static Line of(
        DocumentedBehaviour behaviour, Optional<String> leftOut, List<TestOutcome> outcomes) {
      List<TestOutcome> tied =
          outcomes.stream().filter(o -> o.behaviours().contains(behaviour.id())).toList();
      List<String> tests = tied.stream().map(TestOutcome::test).sorted().toList();
      if (leftOut.isPresent()) {
        return new Line(behaviour, Standing.NOT_APPLICABLE, tests, leftOut.get());
      }
      List<TestOutcome> failed =
          tied.stream().filter(o -> o.result() == TestOutcome.Result.FAILED).toList();
      if (!failed.isEmpty()) {
        String notes =
            failed.stream()
                .map(o -> o.note().isEmpty() ? o.test() : o.note())
                .collect(Collectors.joining("; "));
        return new Line(behaviour, Standing.FAILING, tests, notes);
      }
      boolean proven = tied.stream().anyMatch(o -> o.result() == TestOutcome.Result.PASSED);
      return new Line(behaviour, proven ? Standing.PROVEN : Standing.NOT_YET, tests, "");
    }
  }

  public CompatReport {
    lines = List.copyOf(lines);
  }

  /**
   * The report of a run.
   *
   * @throws IllegalArgumentException if a test is tied to a behaviour that does not exist or that
   *     is said not to apply
   */
  public static CompatReport of(Catalogue catalogue, List<TestOutcome> outcomes) {
    for (TestOutcome outcome : outcomes) {
      outcome.behaviours().forEach(id -> check(catalogue, outcome.test(), id));
    }
    return new CompatReport(
        catalogue.behaviours().stream()
            .map(b -> Line.of(b, catalogue.reasonLeftOut(b.id()), outcomes))
            .toList());
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

  private static void check(Catalogue catalogue, String test, String id) {
    if (catalogue.behaviour(id).isEmpty()) {
      throw new IllegalArgumentException(
          "The test '%s' is tied to '%s', which behaviours.tsv does not hold.".formatted(test, id));
    }
    if (catalogue.reasonLeftOut(id).isPresent()) {
      throw new IllegalArgumentException(
          "The test '%s' is tied to '%s', which not-applicable.tsv leaves out; remove one of them."
              .formatted(test, id));
    }
  }
}
