package dev.perdure.host.cli;

import dev.perdure.host.log.Ink;
import dev.perdure.host.log.WorkerLog;
import dev.perdure.host.session.ProjectTests;
import dev.perdure.host.session.TestCase;
import dev.perdure.host.wdtest.ExpectedFailures;
import dev.perdure.host.wdtest.WdTests;
import dev.perdure.workers.compat.CompatFlags;
import dev.perdure.workers.spi.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs the tests of a project, or test configurations of workerd, and prints how each ended. */
@Command(
    name = "test",
    description = {
      "Runs the tests of the project in a folder, or test configurations of workerd, .wd-test"
          + " files, unmodified.",
      "A project's tests are files named *.test.js or *.test.ts; a case is an export with a handler"
          + " 'test(controller, env, ctx)'. In Java they are files test/*Test.java; a case is a"
          + " class that overrides 'Worker.test(env, ctx)'. env holds the project's bindings, and"
          + " the project as SELF."
    },
    footer = {
      "",
      "Examples:",
      "  perdure test                       the tests of the project in this folder",
      "  perdure test test-workers/samples/counter --only names",
      "  perdure test workerd/src/workerd/api/tests/sql-test.wd-test",
      "",
      "The last line is 'N passed, N failed'. Exit codes: 0 no case failed that was not expected",
      "to; 1 one did, or passed though it was expected to fail; 2 the command line is wrong."
    })
final class TestCommand implements Callable<Integer> {
  @Spec @Nullable CommandSpec command;

  @Parameters(
      arity = "0..*",
      paramLabel = "FOLDER | FILE",
      description = "The folder of a project, this one by default, or .wd-test files.")
  List<Path> files = List.of();

  @Option(
      names = "--compat-date",
      paramLabel = "DATE",
      description =
          "The compatibility date of workers that name none: YYYY-MM-DD, oldest, newest, or both"
              + " for a run at each end. Default: newest.")
  String date = "newest";

  @Option(
      names = "--expected",
      paramLabel = "FILE",
      description =
          "Cases that are known to fail: rows of file, date, case and reason, divided by tabs.")
  @Nullable Path expected;

  @Option(
      names = "--only",
      paramLabel = "TEXT",
      description = "Only files whose path contains TEXT.")
  String only = "";

  @Option(names = "--verbose", description = "Show what the workers log.")
  boolean verbose;

  private final Path workingDirectory;
  private int passed;
  private int failed;
  private int unexpected;

  TestCommand(Path workingDirectory) {
    this.workingDirectory = workingDirectory;
  }

  @Override
  public Integer call() throws IOException {
    Map<String, LocalDate> dates = dates();
    List<Path> named = files.isEmpty() ? List.of(Path.of("")) : files;
    List<Path> found = named.stream().map(workingDirectory::resolve).map(Path::normalize).toList();
    for (Path file : found) {
      if (!Files.exists(file)) {
        throw refused("There is no file or folder '%s'.".formatted(file));
      }
    }
    ExpectedFailures list =
        expected == null
            ? ExpectedFailures.NONE
            : ExpectedFailures.read(workingDirectory.resolve(expected));
    WorkerLog log =
        new WorkerLog(new FileOutputStream(FileDescriptor.err), Ink.NONE, Console.Level.DEBUG);
    if (!verbose) {
      log.silence();
    }
    List<Path> folders = found.stream().filter(Files::isDirectory).toList();
    for (Path folder : folders) {
      project(folder, log);
    }
    if (folders.size() < found.size()) {
      try (WdTests tests = new WdTests(log, remark -> out().println("  " + remark))) {
        for (Path file : found) {
          if (!folders.contains(file) && file.toString().contains(only)) {
            dates.forEach((name, day) -> run(tests, list, file, name, day));
          }
        }
      }
    }
    out().printf("%d passed, %d failed%n", passed, failed);
    return unexpected == 0 ? ExitCodes.OK : ExitCodes.FAILURE;
  }

  private void project(Path folder, WorkerLog log) {
    try (ProjectTests tests = new ProjectTests(folder, log, remark -> out().println(remark))) {
      List<Path> all =
          tests.files().stream().filter(file -> file.toString().contains(only)).toList();
      if (all.isEmpty()) {
        throw refused(
            "'%s' has no tests: there is no file named *.test.js, *.test.ts or test/*Test.java%s."
                .formatted(folder, only.isEmpty() ? "" : " with '" + only + "' in its path"));
      }
      for (Path file : all) {
        out().println(folder.relativize(file));
        tests.run(file, outcome -> report(ExpectedFailures.NONE, file, "", outcome));
      }
    }
  }

  private void run(WdTests tests, ExpectedFailures list, Path file, String name, LocalDate day) {
    out().printf("%s (%s)%n", file.getFileName(), name);
    tests.run(file, day, outcome -> report(list, file, name, outcome));
  }

  private void report(ExpectedFailures list, Path path, String day, TestCase outcome) {
    String file = String.valueOf(path.getFileName());
    if (outcome.passed()) {
      passed++;
      if (list.lists(file, day, outcome.name())) {
        unexpected++;
        out()
            .printf(
                "pass  %s, though it is listed as failing: take its row away%n", outcome.name());
      } else {
        out().printf("pass  %s%n", outcome.name());
      }
    } else {
      failed++;
      String why = outcome.failure().orElse("").stripTrailing().replace("\n", "\n        ");
      list.reason(file, day, outcome.name())
          .ifPresentOrElse(
              reason -> out().printf("fail  %s (expected: %s)%n", outcome.name(), reason),
              () -> {
                unexpected++;
                out().printf("fail  %s%n        %s%n", outcome.name(), why);
              });
    }
    out().flush();
  }

  private Map<String, LocalDate> dates() {
    Map<String, LocalDate> dates = new LinkedHashMap<>();
    switch (date) {
      case "oldest" -> dates.put("oldest", WdTests.OLDEST);
      case "newest" -> dates.put("newest", WdTests.NEWEST);
      case "both" -> {
        dates.put("oldest", WdTests.OLDEST);
        dates.put("newest", WdTests.NEWEST);
      }
      default ->
          dates.put(
              date,
              CompatFlags.parseDate(date)
                  .orElseThrow(() ->
                      refused(
                          ("'--compat-date %s' is no date; write it as YYYY-MM-DD, or oldest, newest"
                                  + " or both.")
                              .formatted(date))));
    }
    return dates;
  }

  private PrintWriter out() {
    if (command == null) {
      throw new IllegalStateException("The command was not parsed.");
    }
    return command.commandLine().getOut();
  }

  private ParameterException refused(String sentence) {
    if (command == null) {
      throw new IllegalStateException("The command was not parsed.");
    }
    return new ParameterException(command.commandLine(), sentence);
  }
}
