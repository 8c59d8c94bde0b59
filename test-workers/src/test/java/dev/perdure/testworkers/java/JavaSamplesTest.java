package dev.perdure.testworkers.java;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.testworkers.harness.TestHost;
import dev.perdure.testworkers.harness.TestProject;
import dev.perdure.testworkers.harness.TestSocket;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The samples in Java, as they are and fenced. */
class JavaSamplesTest {
  @TempDir private Path folder;

  /** A sample with {@code java.isolation}. */
  private TestHost sample(String name, String isolation) throws IOException {
    Path sample = Path.of("samples", name);
    TestProject project = TestProject.in(folder);
    try (Stream<Path> files = Files.walk(sample)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        project.file(sample.relativize(file).toString(), Files.readString(file));
      }
    }
    String text = Files.readString(sample.resolve("wrangler.jsonc"));
    String setting = "\"isolation\": \"" + isolation + "\"";
    String with =
        text.contains("\"java\": {")
            ? text.replace("\"java\": {", "\"java\": { " + setting + ",")
            : text.replaceFirst("\\{", "{ \"java\": { " + setting + " },");
    return project.file("wrangler.jsonc", with).host();
  }

  private static String post(TestHost host, String path) {
    return host.fetch(host.request(path).POST(HttpRequest.BodyPublishers.noBody())).body();
  }

  @ParameterizedTest
  @ValueSource(strings = {"classloader", "fenced"})
  void theChatRoomTellsEverybodyAndRemembers(String isolation) throws IOException {
    try (TestHost host = sample("java-chat", isolation).timed().start();
        TestSocket ann = TestSocket.open(host, "/garden?name=ann")) {
      assertThat(ann.next()).isEqualTo("ann joins");
      ann.send("hello");
      assertThat(ann.next()).isEqualTo("ann: hello");
      ann.send("ping");
      assertThat(ann.next()).isEqualTo("pong");
      host.pass(Duration.ofSeconds(11));
      try (TestSocket bob = TestSocket.open(host, "/garden?name=bob")) {
        assertThat(bob.next()).isEqualTo("ann: hello");
        assertThat(ann.next()).isEqualTo("bob joins");
      }
      assertThat(ann.next()).isEqualTo("bob leaves");
      assertThat(host.fetch("/garden").body())
          .isEqualTo("{\"present\":[\"ann\"],\"said\":[{\"name\":\"ann\",\"text\":\"hello\"}]}");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"classloader", "fenced"})
  void theLedgerBooksRefusesAndPaysInterest(String isolation) throws IOException {
    try (TestHost host = sample("java-ledger", isolation).timed().start()) {
      assertThat(post(host, "/ann/deposit?amount=100"))
          .isEqualTo("{\"type\":\"Booked\",\"balance\":100}");
      assertThat(post(host, "/ann/withdraw?amount=500"))
          .isEqualTo("{\"type\":\"Refused\",\"reason\":\"overdrawn\",\"balance\":100}");
      host.pass(Duration.ofDays(366));
      while (!host.fetch("/ann").body().contains("INTEREST")) {
        host.pass(Duration.ofSeconds(1));
      }
      assertThat(host.fetch("/ann").body())
          .contains("\"kind\":\"DEPOSIT\",\"amount\":100", "\"kind\":\"INTEREST\",\"amount\":10");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"classloader", "fenced"})
  void theMixedShopCallsAcrossTheBorderOfLanguages(String isolation) throws IOException {
    try (TestHost host = sample("java-mixed", isolation).start()) {
      assertThat(post(host, "/stock/pears/5")).isEqualTo("5 pears\n");
      assertThat(post(host, "/basket/ann/pears/3")).isEqualTo("3 pears for ann, 2 left\n");
      assertThat(post(host, "/basket/ann/pears/3")).isEqualTo("RangeError: there are only 2\n");
    }
  }
}
