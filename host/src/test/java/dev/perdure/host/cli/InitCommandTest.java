package dev.perdure.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** New projects, and the tests that they come with. */
class InitCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  @TempDir private Path folder;

  private int run(String... arguments) {
    HostStarter none =
        options -> {
          throw new IllegalStateException("Nothing is served here.");
        };
    Session session = new Session(folder, none, CompletableFuture.completedFuture(null));
    return Commands.run(session, new PrintWriter(out, true), new PrintWriter(err, true), arguments);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--js", "--ts", "--java"})
  void theTestsOfANewProjectPass(String language) {
    assertThat(run("init", "shop", language)).isEqualTo(ExitCodes.OK);
    assertThat(run("test", "shop")).as(out + "" + err).isEqualTo(ExitCodes.OK);

    assertThat(out.toString()).contains("2 passed, 0 failed");
  }

  @Test
  void aProjectIsNotOverwritten() {
    run("init", "shop", "--java");

    assertThat(run("init", "shop", "--java")).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString()).contains("src/Counter.java", "name an empty folder");
  }

  @Test
  void aCaseInJavaThatFailsSaysWhere() throws IOException {
    run("init", "shop", "--java");
    Path test = folder.resolve("shop/test/CounterTest.java");
    Files.writeString(
        test,
        Files.readString(test)
            .replace("assert plums == 1 : plums", "assert plums == 7 : plums + \" plums\""));

    assertThat(run("test", "shop")).isEqualTo(ExitCodes.FAILURE);

    assertThat(out.toString())
        .contains(
            "pass  ARequestCountsOneFurther",
            "fail  NamesAreCountersOfTheirOwn",
            "AssertionError: 1 plums",
            "(CounterTest.java:")
        .endsWith("1 passed, 1 failed%n".formatted());
  }

  @Test
  void aTestInJavaThatCannotBeCompiledIsAFailedCase() throws IOException {
    run("init", "shop", "--java");
    Files.writeString(
        folder.resolve("shop/test/CounterTest.java"), "class CounterTest {\n  x\n}\n");

    assertThat(run("test", "shop")).isEqualTo(ExitCodes.FAILURE);

    assertThat(out.toString())
        .contains("fail  CounterTest.java", "<identifier> expected", "test/CounterTest.java:2");
  }

  @Test
  void aFileWithoutCasesIsAFailedCase() throws IOException {
    run("init", "shop", "--java");
    Files.writeString(folder.resolve("shop/test/CounterTest.java"), "class CounterTest {}\n");

    assertThat(run("test", "shop")).isEqualTo(ExitCodes.FAILURE);

    assertThat(out.toString())
        .contains("fail  CounterTest.java", "has no class that extends Worker");
  }
}
