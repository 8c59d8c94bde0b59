package dev.perdure.testworkers.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Checks that the pages which quote the last run of the tests are up to date ({@code --check}), or
 * brings them up to date ({@code --write}).
 */
public final class ReportCommand {
  private ReportCommand() {}

  /** Takes the mode, the file with the outcomes of the last run, and the project's folder. */
  public static void main(String[] args) throws IOException {
    boolean write = args[0].equals("--write");
    Path outcomes = Path.of(args[1]);
    if (!Files.exists(outcomes)) {
      System.out.println("No test has run here, so docs/compatibility.md was left alone.");
      return;
    }
    List<TestOutcome> read = TestOutcome.read(outcomes);
    if (read.stream().anyMatch(o -> o.result() == TestOutcome.Result.NOT_RUN)) {
      System.out.println("Only some tests ran, so docs/compatibility.md was left alone.");
      return;
    }
    Catalogue catalogue = Catalogue.load();
    List<Path> stale =
        stale(
            Path.of(args[2]),
            CompatReport.of(catalogue, read),
            JavaReport.of(catalogue, read),
            write);
    if (!stale.isEmpty() && !write) {
      System.err.printf("Not as the tests say: %s. Run .ci/compatibility to mend it.%n", stale);
      System.exit(1);
    }
  }

  private static List<Path> stale(
      Path project, CompatReport report, CompatReport java, boolean write) throws IOException {
    Map<Path, String> wanted = new LinkedHashMap<>();
    wanted.put(project.resolve("docs/compatibility.md"), Markdown.page(report, java));
    Path readme = project.resolve("README.md");
    if (Files.exists(readme)) {
      wanted.put(readme, Markdown.withTotals(Files.readString(readme), report));
    }
    List<Path> stale = new ArrayList<>();
    for (Map.Entry<Path, String> page : wanted.entrySet()) {
      Path file = page.getKey();
      if (!Files.exists(file) || !Files.readString(file).equals(page.getValue())) {
        stale.add(project.relativize(file));
        if (write) {
          Files.writeString(file, page.getValue());
        }
      }
    }
    return stale;
  }
}
