package dev.perdure.testworkers.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perdure.testworkers.behaviour.Behaviour;
import dev.perdure.testworkers.harness.Answer;
import dev.perdure.testworkers.harness.TestHost;
import dev.perdure.testworkers.harness.TestProject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong gets a clear answer and harms nothing else. */
class BadInputTest {
  private static final String FINE =
      "export class Thing {}; export default { fetch: () => new Response('fine') };";

  /** Faults of requests and of running code, over one host. */
  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  class WhileRunning {
    @RegisterExtension static final TestHost HOST = TestHost.of("broken");

    @Test
    void malformedHttpIsRefusedAndOthersAreServed() throws IOException {
      assertThat(raw("NONSENSE\r\n\r\n")).startsWith("HTTP/1.1 400");
      assertThat(raw("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n"))
          .startsWith("HTTP/1.1 400");
      assertThat(HOST.fetch("/fine").body()).isEqualTo("fine");
    }

    @Test
    void oversizedHeadersAreRefused() throws IOException {
      String header = "X-Long: " + "x".repeat(2_000_000);

      assertThat(raw("GET /fine HTTP/1.1\r\nHost: a\r\n" + header + "\r\n\r\n"))
          .matches("(?s)(|HTTP/1.1 (400|431) .*)");
      assertThat(HOST.fetch("/fine").body()).isEqualTo("fine");
    }

    @Test
    void anInfiniteLoopEndsAtTheLimitAndOtherObjectsGoOn() {
      HOST.sendAsync(HOST.request("/object/looping/loop"));

      assertThat(HOST.fetch("/object/other/fine").body()).isEqualTo("fine");
      Answer answer = HOST.fetch("/object/looping-too/loop");
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.body())
          .contains("Durable Object exceeded its CPU time limit and was reset.");
      assertThat(HOST.fetch("/object/looping-too/fine").body()).isEqualTo("fine");
    }

    @Test
    void aThrowInAConstructorFailsTheCallOnly() {
      Answer answer = HOST.fetch("/object/unlucky/fine");

      assertThat(answer.status()).isEqualTo(500);
      assertThat(answer.body()).startsWith("RangeError: no luck for unlucky");
      assertThat(HOST.fetch("/object/lucky/fine").body()).isEqualTo("fine");
    }

    @Test
    @Behaviour("WRK-044")
    void aThrowInAHandlerIsAnsweredAndLoggedWithItsStack() {
      Answer answer = HOST.fetch("/throw");

      assertThat(answer.status()).isEqualTo(500);
      assertThat(answer.header("content-type")).isEqualTo("text/plain;charset=UTF-8");
      assertThat(answer.body()).startsWith("TypeError: thrown on purpose\n    at ");
      assertThat(String.join("\n", HOST.logs())).contains("TypeError: thrown on purpose");
    }

    @Test
    void valuesThatCannotBeStoredOrSentAreNamed() {
      assertThat(HOST.fetch("/object/store/store").body())
          .isEqualTo("DataCloneError: Symbol(mine) could not be cloned.");
      assertThat(HOST.fetch("/send").body())
          .isEqualTo("DataCloneError: #<WeakMap> could not be cloned.");
    }

    @Test
    void aHandlerWithoutAResponseIsAnError() {
      Answer answer = HOST.fetch("/nothing");

      assertThat(answer.status()).isEqualTo(500);
      assertThat(answer.body())
          .startsWith(
              "TypeError: Incorrect type for Promise: the Promise did not resolve to 'Response'.");
    }

    private String raw(String request) throws IOException {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), HOST.url().getPort())) {
        socket.setSoTimeout(20_000);
        try {
          socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
          socket.shutdownOutput();
          return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (SocketException e) {
          return "";
        }
      }
    }
  }

  @Test
  void aSyntaxErrorIsShownWithItsPlace(@TempDir Path folder) {
    assertThatThrownBy(() -> start(TestProject.of(folder, "export default {\n  fetch( {\n};\n")))
        .hasMessageContaining("src/index.js:3")
        .hasMessageContaining("Expected");
  }

  @Test
  void aMissingModuleIsNamed(@TempDir Path folder) {
    assertThatThrownBy(() -> start(TestProject.of(folder, "import './absent.js';\n" + FINE)))
        .hasMessageContaining("./absent.js")
        .hasMessageContaining("src/index.js:1");
  }

  @Test
  @Behaviour("CFG-008")
  void aBoundClassThatIsNotExportedIsNamedWithAHint(@TempDir Path folder) {
    assertThatThrownBy(() -> start(TestProject.of(folder, "export default { fetch() {} };")))
        .hasMessageContaining(
            "Your Worker depends on the Durable Object class 'Thing', which is not exported in your"
                + " entrypoint file.");
  }

  @Test
  @Behaviour("CFG-001")
  void everyFaultOfAConfigurationIsNamedAtOnce(@TempDir Path folder) {
    TestProject project =
        TestProject.in(folder)
            .file("src/index.js", FINE)
            .file(
                "wrangler.jsonc",
                """
                {
                  "name": "thing",
                  "main": "src/index.js",
                  "compatibility_date": "yesterday",
                  "durable_objects": { "bindings": [{ "name": "THING" }, { "class_name": "X" }] }
                }
                """);

    assertThatThrownBy(() -> start(project))
        .hasMessageContaining("wrangler.jsonc:4")
        .hasMessageContaining("binding should have a string \"class_name\" field.")
        .hasMessageContaining("binding should have a string \"name\" field.");
  }

  @Test
  void aThrowAtTheTopOfTheModuleIsShown(@TempDir Path folder) {
    assertThatThrownBy(
            () -> start(TestProject.of(folder, FINE + "\nthrow new Error('at the top');")))
        .hasMessageContaining("at the top");
  }

  @Test
  void aStateFolderInUseIsRefused(@TempDir Path folder) {
    TestHost first = TestProject.of(folder, FINE).start();
    try (first;
        TestHost second = TestHost.at(folder, TestHost.Settings.DEV).on(first.state())) {
      assertThatThrownBy(second::start)
          .hasMessageContaining("is in use by process")
          .hasMessageContaining(first.state().toString());
      assertThat(first.fetch("/").body()).isEqualTo("fine");
    }
  }

  @Test
  void aDamagedDatabaseFailsItsObjectOnly() throws IOException {
    try (TestHost host = TestHost.of("broken").start()) {
      assertThat(host.fetch("/object/damaged/count").body()).isEqualTo("1");
      String id = host.fetch("/id/damaged").body();
      host.stop();
      Path database = host.database("broken-Thing", id);
      Files.writeString(database, "this is no database, and never was one ".repeat(200));
      host.start();

      Answer answer = host.fetch("/object/damaged/count");
      assertThat(answer.status()).isEqualTo(500);
      assertThat(answer.body())
          .startsWith("Error: The database '" + database + "' cannot be opened: ");
      assertThat(host.logs())
          .anyMatch(
              line -> line.contains(database.toString()) && line.contains("cannot be opened"));
      assertThat(host.fetch("/object/whole/count").body()).isEqualTo("1");
      assertThat(database).content().startsWith("this is no database");
    }
  }

  private static void start(TestProject project) {
    try (TestHost host = project.start()) {
      throw new AssertionError("It started: " + host.logs());
    }
  }
}
