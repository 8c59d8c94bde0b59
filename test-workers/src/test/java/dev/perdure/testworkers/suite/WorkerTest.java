package dev.perdure.testworkers.suite;

import static dev.perdure.testworkers.harness.TestHost.error;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.perdure.testworkers.behaviour.Behaviour;
import dev.perdure.testworkers.harness.Answer;
import dev.perdure.testworkers.harness.TestHost;
import dev.perdure.testworkers.harness.TestProject;
import dev.perdure.testworkers.harness.TestSocket;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class WorkerTest {
  private static final String UNDEFINED = "[undefined]";

  @RegisterExtension
  static final TestHost HOST =
      TestHost.at(Path.of("src/test/workers/worker"), TestHost.Settings.DEV.firingCron());

  @Test
  @Behaviour({"WRK-001", "WRK-006"})
  void theHandlerSeesTheRequestAsItWasSent() {
    HttpRequest.Builder request =
        HOST.request("/incoming?a=%20b")
            .header("X-Mark", "m")
            .PUT(HttpRequest.BodyPublishers.ofString("a body"));

    assertThat(HOST.fetch(request).json())
        .extracting("value", InstanceOfAssertFactories.map(String.class, Object.class))
        .containsEntry("method", "PUT")
        .containsEntry("url", HOST.url() + "/incoming?a=%20b")
        .containsEntry("mark", "m")
        .containsEntry("body", "a body");
  }

  @Test
  @Behaviour({"WRK-010", "WRK-012"})
  void anIncomingRequestHasCfAndRedirectsByHand() {
    assertThat(HOST.run("incoming"))
        .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
        .containsEntry("cf", "object")
        .containsEntry("redirect", "manual");
    assertThat(HOST.run("redirectMode")).isEqualTo("follow");
  }

  @Test
  @Behaviour("WRK-007")
  void theIncomingRequestIsImmutableAndItsCopyIsNot() {
    assertThat(HOST.run("immutable"))
        .isEqualTo(
            Map.of(
                "refused", error("TypeError", "Can't modify immutable headers."),
                "copy", List.of("PUT", "copied", "yes")));
  }

  @Test
  @Behaviour("WRK-008")
  void getAndHeadHaveNoBody() {
    Map<String, Object> refused =
        error("TypeError", "Request with a GET or HEAD method cannot have a body.");

    assertThat(HOST.run("bodyOfGet")).isEqualTo(List.of(refused, refused));
  }

  @Test
  @Behaviour("WRK-009")
  void aBodyIsReadOnceUnlessTheRequestIsCloned() {
    HttpRequest.Builder request =
        HOST.request("/readTwice").POST(HttpRequest.BodyPublishers.ofString("twice"));

    assertThat(HOST.fetch(request).json())
        .isEqualTo(Map.of("value", List.of("twice", true, "TypeError", "twice")));
  }

  @Test
  @Behaviour("WRK-011")
  void unknownCacheModesAreRefused() {
    assertThat(HOST.run("cacheMode"))
        .isEqualTo(error("TypeError", "Unsupported cache mode: force-cache"));
  }

  @Test
  @Behaviour("WRK-049")
  void methodsAreUpperCased() {
    assertThat(HOST.run("methodCase")).isEqualTo("PATCH");
  }

  @Test
  @Behaviour("WRK-013")
  void responseJsonSetsTypeAndKeepsInit() {
    Answer answer = HOST.fetch("/json");

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.header("content-type")).isEqualTo("application/json");
    assertThat(answer.header("x-mark")).isEqualTo("j");
    assertThat(answer.body()).isEqualTo("{\"a\":1}");
  }

  @Test
  @Behaviour("WRK-014")
  void responseRedirectIsFoundUnlessToldOtherwise() {
    Answer found = HOST.fetch("/redirect");

    assertThat(found.status()).isEqualTo(302);
    assertThat(found.header("location")).isEqualTo("http://elsewhere.invalid/x");
    assertThat(HOST.fetch("/redirect?status=307").status()).isEqualTo(307);
  }

  @Test
  @Behaviour("WRK-015")
  void statusesOutOfRangeAreRefused() {
    assertThat(HOST.run("statusRange")).isEqualTo(Collections.nCopies(4, "RangeError"));
  }

  @Test
  @Behaviour("WRK-016")
  void someStatusesHaveNoBody() {
    assertThat(HOST.run("nullBodies"))
        .isEqualTo(List.of("RangeError", "TypeError", "TypeError", "TypeError"));
    assertThat(HOST.fetch("/noContent").status()).isEqualTo(204);
    assertThat(HOST.fetch("/noContent").body()).isEmpty();
  }

  @Test
  @Behaviour("WRK-017")
  void aKnownLengthIsSentAndAStreamIsChunked() {
    assertThat(HOST.fetch("/text").header("content-length")).isEqualTo("4");
    assertThat(HOST.fetch("/bytes").header("content-length")).isEqualTo("5");
    assertThat(HOST.fetch("/streamed").header("content-length")).isEmpty();
    assertThat(HOST.fetch("/streamed").header("transfer-encoding")).isEqualTo("chunked");
  }

  @Test
  @Behaviour("WRK-018")
  void aFixedLengthStreamHasALength() {
    Answer answer = HOST.fetch("/fixed");

    assertThat(answer.header("content-length")).isEqualTo("6");
    assertThat(answer.body()).isEqualTo("sixsix");
    assertThat(HOST.run("fixedTooLong")).isEqualTo("TypeError");
  }

  @Test
  @Behaviour("WRK-019")
  void aResponseCarriesASocket() {
    assertThat(HOST.run("socketResponse")).isEqualTo(List.of(101, true));
    try (TestSocket socket = TestSocket.open(HOST, "/socket")) {
      socket.send("loud");
      assertThat(socket.next()).isEqualTo("LOUD");
    }
  }

  @Test
  @Behaviour("WRK-020")
  void repeatedHeadersAreJoined() {
    assertThat(HOST.run("headersJoin")).isEqualTo(Arrays.asList("1, 2", null, true));
  }

  @Test
  @Behaviour("WRK-022")
  void headersAreIteratedSortedAndInLowerCase() {
    assertThat(HOST.run("headersSorted")).isEqualTo(List.of("apple", "middle", "zebra"));
  }

  @Test
  @Behaviour("WRK-021")
  void cookiesStaySeparate() {
    Answer answer = HOST.fetch("/cookies");

    assertThat(answer.headers().allValues("set-cookie")).containsExactly("a=1", "b=2, c");
    assertThat(answer.json())
        .isEqualTo(List.of(List.of("a=1", "b=2, c"), List.of("a=1", "b=2, c")));
    assertThat(HOST.run("getAllOfOthers"))
        .isEqualTo(
            error("TypeError", "getAll() can only be used with the header name \"Set-Cookie\"."));
  }

  @Test
  @Behaviour("WRK-023")
  void streamsFlowThroughTransforms() {
    assertThat(HOST.run("streams")).isEqualTo("HÉLLO");
    assertThat(HOST.run("compression")).isEqualTo(List.of(true, 8000, true, 8000, true, 8000));
  }

  @Test
  @Behaviour("WRK-024")
  void chunksReachTheClientBeforeTheStreamEnds() throws IOException {
    HttpResponse<InputStream> response =
        HOST.send(HOST.request("/held?key=k"), HttpResponse.BodyHandlers.ofInputStream());
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      assertThat(reader.readLine()).isEqualTo("first");
      assertThat(HOST.run("release", "key=k")).isEqualTo("released");
      assertThat(reader.readLine()).isEqualTo("second");
    }
  }

  @Test
  @Behaviour("WRK-025")
  void aClientThatLeavesCancelsTheStreamOfTheObject() throws IOException {
    HttpResponse<InputStream> response =
        HOST.send(HOST.request("/endless"), HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      assertThat(body.readNBytes(2048)).hasSize(2048);
    }

    assertThat(HOST.run("endlessEnded")).isEqualTo(List.of("cancelled"));
  }

  @Test
  @Behaviour("WRK-026")
  void theGlobalsOfThePlatformExist() {
    assertThat(HOST.run("missing")).isEqualTo(List.of());
  }

  @Test
  @Behaviour("WRK-045")
  void htmlIsRewritten() {
    assertThat(HOST.run("rewriter")).isEqualTo("<p>a <b class=\"strong\">b</b></p>");
  }

  @Test
  @Behaviour("WRK-027")
  void cryptoWorks() {
    assertThat(HOST.run("crypto"))
        .isEqualTo(
            Map.of(
                "uuid", true,
                "digest", "ab530a13e45914982b79f9b7e3fba994cfd1f3fb22f71cea1afbf02b460c6d1d",
                "digestStream", "ab530a13e45914982b79f9b7e3fba994cfd1f3fb22f71cea1afbf02b460c6d1d",
                "mac", "ede49d271bb93ef2bb0177e8df6fa4e12d00257cabc8b53b66faeccb611a4b4f",
                "verified", true,
                "opened", "message",
                "ecdsa", true));
  }

  @Test
  @Behaviour("WRK-028")
  void stringsAreNeverCode() {
    Map<String, Object> refused =
        error("EvalError", "Code generation from strings disallowed for this context");

    assertThat(HOST.run("evals")).isEqualTo(List.of(refused, refused));
  }

  @Test
  void importedWebAssemblyRuns() {
    assertThat(HOST.run("wasm"))
        .isEqualTo(
            List.of(
                true,
                5,
                42,
                error(
                    "CompileError",
                    "WebAssembly.Module(): Wasm code generation disallowed by embedder")));
  }

  @Test
  @Behaviour("WRK-029")
  void performanceCountsFromTheEpoch() {
    assertThat(HOST.run("time")).isEqualTo(List.of(0, true));
  }

  @Test
  @Behaviour("WRK-030")
  void theUserAgentIsThePlatforms() {
    assertThat(HOST.run("agent")).isEqualTo("Cloudflare-Workers");
  }

  @Test
  @Behaviour({"WRK-039", "WRK-042"})
  void aModuleMayAwaitAndSeeTheEnvironmentWhenItLoads() {
    assertThat(HOST.run("atStart"))
        .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
        .containsEntry("awaitedAtStart", "awaited")
        .containsEntry("textAtStart", "a text")
        .containsEntry("json", Map.of("a", List.of(1)));
  }

  @Test
  @Behaviour("WRK-031")
  void aModuleHasNoIoWhenItLoads() {
    String refused =
        "Disallowed operation called within global scope. Asynchronous I/O (ex: fetch() or"
            + " connect()), setting a timeout, and generating random values are not allowed within"
            + " global scope. To fix this error, perform this operation within a handler."
            + " https://developers.cloudflare.com/workers/runtime-apis/handlers/";

    assertThat(HOST.run("atStart"))
        .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
        .containsEntry("refusedAtStart", Collections.nCopies(3, refused));
  }

  @Test
  @Behaviour("WRK-040")
  void exportsGiveLoopbackServices() {
    assertThat(HOST.run("loopback"))
        .isEqualTo(List.of("hello you, a text", "good day you, a text", "hello all, a text"));
  }

  @Test
  @Behaviour({"WRK-004", "WRK-039"})
  void waitUntilGoesOnAfterTheResponse() {
    assertThat(HOST.run("waitUntil", "name=until")).isEqualTo("answered");
    assertThat(HOST.run("stored", "name=until", "atLeast=2"))
        .isEqualTo(List.of("later", "later still"));
  }

  @Test
  @Behaviour({"WRK-034", "WRK-035"})
  void theScheduledHandlerReceivesItsController() {
    assertThat(HOST.fetch("/__scheduled?cron=*+*+*+*+*").status()).isEqualTo(200);
    assertThat(HOST.run("stored", "name=scheduled", "atLeast=1"))
        .isEqualTo(List.of(Map.of("cron", "* * * * *", "time", "number", "type", "scheduled")));
  }

  @Test
  @Behaviour("WRK-005")
  void passThroughOnExceptionExists() {
    assertThat(HOST.fetch("/passThrough").body()).isEqualTo("fine");
  }

  @Test
  @Behaviour("WRK-032")
  void schedulerWaitWaits() {
    assertThat(HOST.run("wait")).isEqualTo(true);
  }

  @Test
  @Behaviour("WRK-033")
  void unhandledRejectionsAreEvents() {
    assertThat(HOST.run("rejection")).isEqualTo(List.of("left alone", true, "unhandledrejection"));
  }

  @Test
  @Behaviour({"WRK-036", "WRK-037"})
  void theCacheKeepsAnswersToGet() {
    assertThat(HOST.run("caching"))
        .isEqualTo(
            Map.of(
                "absent",
                UNDEFINED,
                "found",
                "cached",
                "elsewhere",
                UNDEFINED,
                "deleted",
                List.of(true, false),
                "gone",
                UNDEFINED,
                "post",
                "TypeError",
                "partial",
                "TypeError",
                "vary",
                "TypeError"));
    assertThat(HOST.run("cookiesNotCached")).isEqualTo(UNDEFINED);
  }

  @Test
  @Behaviour("WRK-048")
  void fetchReachesTheOutside() throws IOException {
    assertThat(HOST.run("unknownScheme"))
        .isEqualTo(error("TypeError", "Fetch API cannot load: gopher://example.com/"));
    HttpServer outside =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    outside.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(202, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    outside.start();
    try {
      assertThat(HOST.run("outgoing", "url=http://127.0.0.1:" + outside.getAddress().getPort()))
          .isEqualTo(List.of(202, "outgoing"));
    } finally {
      outside.stop(0);
    }
  }

  @Test
  @Behaviour("WRK-043")
  void theConsoleIsLogged() {
    HOST.run("log");

    assertThat(String.join("\n", HOST.logs()))
        .contains(
            "a line { a: [ 1, 'two' ], m: Map(1) { 'k' => 1 } }",
            "an info",
            "a warning",
            "an error",
            "a debug line");
  }

  @Test
  @Behaviour("WRK-046")
  void theSignalOfARequestIsAbortedWhenItsClientGoes(@TempDir Path folder) throws IOException {
    try (TestHost host =
        TestProject.in(folder)
            .file(
                "wrangler.jsonc",
                """
                {"name": "left", "main": "index.js", "compatibility_date": "2026-01-01",
                 "compatibility_flags": ["enable_request_signal"]}
                """)
            .file(
                "index.js",
                """
                let waits = false;
                let reason = '';
                export default {
                  async fetch(request) {
                    switch (new URL(request.url).pathname) {
                      case '/waits':
                        request.signal.addEventListener('abort', () => {
                          reason = `${request.signal.reason.name}: ${request.signal.reason.message}`;
                        });
                        waits = true;
                        while (reason === '') await scheduler.wait(5);
                        return new Response();
                      case '/begun':
                        while (!waits) await scheduler.wait(5);
                        return new Response();
                      default:
                        while (reason === '') await scheduler.wait(5);
                        return new Response(JSON.stringify(reason));
                    }
                  },
                };
                """)
            .start()) {
      try (Socket client = new Socket(host.url().getHost(), host.url().getPort())) {
        client
            .getOutputStream()
            .write("GET /waits HTTP/1.1\r\nHost: here\r\n\r\n".getBytes(StandardCharsets.UTF_8));
        host.fetch("/begun");
      }

      assertThat(host.fetch("/reason").json()).isEqualTo("AbortError: The client has disconnected");
    }
  }
}
