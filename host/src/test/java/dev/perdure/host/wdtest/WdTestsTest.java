package dev.perdure.host.wdtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perdure.host.log.Ink;
import dev.perdure.host.log.WorkerLog;
import dev.perdure.host.session.TestCase;
import dev.perdure.workers.spi.Console;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WdTestsTest {
  private static List<TestCase> run(String file, LocalDate date) {
    List<TestCase> outcomes = new ArrayList<>();
    WorkerLog log = new WorkerLog(OutputStream.nullOutputStream(), Ink.NONE, Console.Level.ERROR);
    try (WdTests tests = new WdTests(log, remark -> {})) {
      tests.run(path(file), date, outcomes::add);
    }
    return outcomes;
  }

  private static Path path(String file) {
    URL url = WdTestsTest.class.getResource(file);
    assertThat(url).as(file).isNotNull();
    try {
      return Path.of(url.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void everyEntrypointWithATestIsACase() {
    List<TestCase> outcomes = run("small.wd-test", WdTests.NEWEST);
    assertThat(outcomes)
        .extracting(each -> (each.passed() ? "pass " : "fail ") + each.name())
        .containsExactlyInAnyOrder(
            "pass main:datesDiffer",
            "pass main:modulesAndBindings",
            "pass main:objects",
            "pass main:ownership",
            "pass main:services",
            "fail main:wrong");
    assertThat(outcomes.stream().filter(each -> !each.passed()).findFirst().orElseThrow().failure())
        .hasValueSatisfying(why -> assertThat(why).contains("1 !== 2"));
  }

  @Test
  void modulesAreRequiredAsTheyAreImported() {
    assertThat(run("modules.wd-test", WdTests.NEWEST))
        .hasSize(6)
        .allSatisfy(each -> assertThat(each.failure()).as(each.name()).isEmpty());
  }

  @Test
  void modulesHaveUrlsInTheNewRegistry() {
    assertThat(run("module-urls.wd-test", WdTests.NEWEST))
        .hasSize(6)
        .allSatisfy(each -> assertThat(each.failure()).as(each.name()).isEmpty());
  }

  @Test
  void workersRunAtTheDateThatIsAskedFor() {
    assertThat(run("small.wd-test", WdTests.OLDEST))
        .filteredOn(each -> each.name().equals("main:datesDiffer"))
        .singleElement()
        .satisfies(each -> assertThat(each.passed()).isFalse());
  }

  @Test
  void aConfigurationThatCannotBeReadIsAFailureThatSaysWhere() {
    assertThat(run("broken.wd-test", WdTests.NEWEST))
        .singleElement()
        .satisfies(each -> {
          assertThat(each.name()).isEqualTo("broken.wd-test");
          assertThat(each.failure())
              .hasValueSatisfying(
                  why -> assertThat(why).contains("line 3: ',' is expected where 'worker' stands"));
        });
  }

  @Test
  void expectedFailuresAreFoundByCaseDateAndFile(@TempDir Path folder) throws IOException {
    Path table = folder.resolve("failures.tsv");
    Files.writeString(
        table, "# comment\na.wd-test\tnewest\tmain:x\tbecause\nb.wd-test\tany\t*\tall of it\n");
    ExpectedFailures list = ExpectedFailures.read(table);
    assertThat(list.reason("a.wd-test", "newest", "main:x")).hasValue("because");
    assertThat(list.reason("a.wd-test", "oldest", "main:x")).isEmpty();
    assertThat(list.reason("b.wd-test", "oldest", "main:y")).hasValue("all of it");
    assertThat(list.lists("b.wd-test", "oldest", "main:y")).isFalse();

    Files.writeString(table, "a.wd-test\tnewest\tmain:x\n");
    assertThatThrownBy(() -> ExpectedFailures.read(table)).hasMessageContaining("line 1");
  }
}
