package dev.perdure.testworkers.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * How one test that is tied to behaviours ended.
 *
 * @param test class and method, such as {@code IdTest.sameNameSameId}
 * @param behaviours the ids it proves
 * @param result how it ended
 * @param note what is known to go wrong; empty where nothing is
 * @param inBothLanguages whether it ran against one program in JavaScript and in Java
 */
public record TestOutcome(
    String test, List<String> behaviours, Result result, String note, boolean inBothLanguages) {
  /** How a test ended. */
  public enum Result {
    /** It ran to its end. */
    PASSED,
    /** It failed, or is known to fail. */
    FAILED,
    /** The run did not include it, or it was skipped. */
    NOT_RUN
  }

  public TestOutcome {
    behaviours = List.copyOf(behaviours);
  }

  /** Writes outcomes, one a line, sorted by test. */
  public static void write(Path file, List<TestOutcome> outcomes) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.write(file, outcomes.stream().map(TestOutcome::line).sorted().toList());
  }

  /** Reads what {@link #write} wrote. */
  public static List<TestOutcome> read(Path file) throws IOException {
    return Files.readAllLines(file).stream().map(TestOutcome::parse).toList();
  }

  private String line() {
    return String.join(
        "\t",
        test,
        String.join(",", behaviours),
        result.name(),
        note,
        Boolean.toString(inBothLanguages));
  }

  private static TestOutcome parse(String line) {
    String[] columns = line.split("\t", -1);
    return new TestOutcome(
        columns[0],
        Arrays.asList(columns[1].split(",")),
        Result.valueOf(columns[2]),
        columns[3],
        Boolean.parseBoolean(columns[4]));
  }
}
