package dev.perdure.testworkers.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perdure.testworkers.report.TestOutcome.Result;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompatReportTest {
  private final Catalogue catalogue =
      new Catalogue(
          List.of(behaviour("A-1"), behaviour("A-2"), behaviour("A-3"), behaviour("B-1")),
          Map.of("A-3", "No such thing here."),
          Map.of());

  @Test
  void aBehaviourIsProvenWhenEveryTestTiedToItPasses() {
    assertThat(standing("A-1", passed("one", "A-1"), passed("two", "A-1", "A-2")))
        .isEqualTo(Standing.PROVEN);
    assertThat(standing("A-1", passed("one", "A-1"), failed("two", "A-1")))
        .isEqualTo(Standing.FAILING);
  }

  @Test
  void aBehaviourWithoutATestThatRanIsNotYetProven() {
    assertThat(standing("A-1", passed("one", "A-2"))).isEqualTo(Standing.NOT_YET);
    assertThat(standing("A-3")).isEqualTo(Standing.NOT_APPLICABLE);
  }

  @Test
  void aTestTiedToAnUnknownOrLeftOutBehaviourIsRefused() {
    assertThatThrownBy(() -> CompatReport.of(catalogue, List.of(passed("one", "Z-9"))))
        .hasMessage("The test 'one' is tied to 'Z-9', which behaviours.tsv does not hold.");
    assertThatThrownBy(() -> CompatReport.of(catalogue, List.of(passed("one", "A-3"))))
        .hasMessageContaining("which not-applicable.tsv leaves out");
  }

  @Test
  void thePageCountsByAreaAndListsWhatIsNotProven() {
    List<TestOutcome> outcomes = List.of(passed("one", "A-1"), failed("two", "B-1"));
    assertThat(
            Markdown.page(CompatReport.of(catalogue, outcomes), JavaReport.of(catalogue, outcomes)))
        .contains(
            "1 of 4 documented behaviours are proven by tests, 1 fail, 1 have no test yet and 1 do not apply.",
            "| A | 3 | 1 | 0 | 1 | 1 | 1 of 2 |",
            "| all | 4 | 1 | 1 | 1 | 1 | 1 of 3 |",
            "| A-3 | what A-3 says | No such thing here. |",
            "| B-1 | what B-1 says | sees less |",
            "- a: A-2");
  }

  @Test
  void whatBothLanguagesProveIsCountedApart() {
    Catalogue core =
        new Catalogue(
            List.of(alarm("A-1"), alarm("A-2"), alarm("A-3"), alarm("A-4"), behaviour("B-1")),
            Map.of("A-4", "No such thing here."),
            Map.of("A-2", "Java has no such type."));
    List<TestOutcome> outcomes =
        List.of(
            new TestOutcome("one", List.of("A-1"), Result.PASSED, "", true),
            passed("two", "A-2", "A-3"));

    assertThat(Markdown.page(CompatReport.of(core, outcomes), JavaReport.of(core, outcomes)))
        .contains(
            "| ALARM | 3 | 1 | 0 | 1 | 1 |",
            "| A-2 | what A-2 says | Java has no such type. |",
            "Proven in JavaScript only, so far: A-3\n");
    assertThatThrownBy(() ->
            JavaReport.of(
                core, List.of(new TestOutcome("x", List.of("A-2"), Result.PASSED, "", true))))
        .hasMessageContaining("which not-in-java.tsv leaves out");
  }

  @Test
  void onlyTheMarkedLineOfAPageIsRewritten() {
    String page = "# Title\n\n<!-- compat-totals --> old words\nrest\n";

    assertThat(Markdown.withTotals(page, report(passed("one", "A-1"))))
        .isEqualTo(
            "# Title\n\n<!-- compat-totals --> 1 of 4 documented behaviours are proven by tests, 0 fail, 2 have no test yet and 1 do not apply.\nrest\n");
  }

  @Test
  void outcomesAreReadAsTheyWereWritten(@TempDir Path folder) throws Exception {
    List<TestOutcome> outcomes = List.of(failed("a", "A-1"), passed("b", "A-1", "A-2"));
    TestOutcome.write(folder.resolve("outcomes.tsv"), outcomes);

    assertThat(TestOutcome.read(folder.resolve("outcomes.tsv"))).isEqualTo(outcomes);
  }

  @Test
  void theCatalogueHoldsTheDocumentedBehaviours() {
    assertThat(Catalogue.load().behaviours()).hasSize(765);
    assertThat(CompatReport.of(Catalogue.load(), List.of()).byArea()).hasSize(22);
  }

  private Standing standing(String id, TestOutcome... outcomes) {
    return report(outcomes).lines().stream()
        .filter(line -> line.behaviour().id().equals(id))
        .findFirst()
        .orElseThrow()
        .standing();
  }

  private CompatReport report(TestOutcome... outcomes) {
    return CompatReport.of(catalogue, List.of(outcomes));
  }

  private static TestOutcome passed(String test, String... ids) {
    return new TestOutcome(test, List.of(ids), Result.PASSED, "", false);
  }

  private static TestOutcome failed(String test, String... ids) {
    return new TestOutcome(test, List.of(ids), Result.FAILED, "sees less", false);
  }

  private static DocumentedBehaviour alarm(String id) {
    return new DocumentedBehaviour(id, "ALARM", "what " + id + " says", "", "yes", 1);
  }

  private static DocumentedBehaviour behaviour(String id) {
    return new DocumentedBehaviour(id, id.substring(0, 1), "what " + id + " says", "", "yes", 1);
  }
}
