package dev.perdure.testworkers.java;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.perdure.testworkers.harness.TestHost;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Bindings as a worker in Java has them; what it keeps, JavaScript reads, and the reverse. */
@Timeout(240)
class JavaBindingsTest {
  @RegisterExtension
  static final TestHost HOST =
      TestHost.at(Path.of("src/test/workers/java-bindings"), TestHost.Settings.DEV.firingCron())
          .timed();

  private static Object value(String path) {
    Map<?, ?> answer = (Map<?, ?>) HOST.fetch(path).json();
    Object value = answer.get("value");
    return value == null ? String.valueOf(answer.get("error")) : value;
  }

  /** What consumers have heard of messages whose text contains something, once there is so much. */
  private static List<?> heard(String text, int count) {
    List<?> all = List.of();
    for (int i = 0; i < 500; i++) {
      all =
          ((List<?>) value("/heard"))
              .stream().filter(each -> each.toString().contains(text)).toList();
      if (all.size() >= count) {
        return all;
      }
      HOST.pass(Duration.ofSeconds(1));
    }
    throw new AssertionError("Heard of '%s': %s".formatted(text, all));
  }

  @Test
  void keyValueNamespacesAreSharedWithJavaScript() {
    assertThat(value("/kv")).isEqualTo(List.of("ö", "ö", false, 3, List.of("a:1", "a:2")));
    assertThat(value("/kvFaults"))
        .isEqualTo(
            List.of(
                "TypeError: Key name cannot be empty.",
                "RangeError: A key has more than 512 bytes: '" + "k".repeat(40) + "'.",
                "RangeError: A value lives for at least 60 seconds and not '59'."));
  }

  @Test
  void metadataOfKeysIsSharedWithJavaScript() {
    assertThat(value("/kvMetadata"))
        .hasToString(
            "[textAbout[by=java, pages=2], otherAbout[by=js, pages=3], false, false, true, 3, false,"
                + " {by=java, pages=2}]");
  }

  @Test
  void conditionsOfBucketsCompareTagsAndTimes() {
    assertThat(value("/conditions"))
        .isEqualTo(List.of("one", false, false, false, true, false, 1, false));
  }

  @Test
  void objectsComeInParts() {
    assertThat(value("/uploads"))
        .hasToString("[false, 3, text/plain, [aaend, text/plain], false, gone]");
    assertThat(value("/uploadFaults"))
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
        .satisfiesExactly(
            number ->
                assertThat(number)
                    .isEqualTo(
                        "TypeError: Part number must be between 1 and 10000 (inclusive). Actual"
                            + " value was: 0"),
            missing ->
                assertThat(missing).asString().contains("The specified multipart upload does not"));
  }

  @Test
  void sessionsOfDatabasesGoOnFromTheirBookmarks() {
    assertThat(value("/sessions")).hasToString("[false, 1, true, [[{id=1}], true]]");
  }

  @Test
  void assetsAreRead() {
    assertThat(value("/assets")).isEqualTo(List.of("hello from a file", 404));
  }

  @Test
  void exportsNeedNoBindings() {
    assertThat(value("/exports"))
        .hasToString(
            "[kept, {tenant=acme}, [Keeper Main Script default, kept], The worker exports no"
                + " entrypoint called 'Nobody'; it exports 'Keeper', 'Main', 'Script', 'default'.]");
  }

  @Test
  void objectsAnswerConnections() {
    assertThat(value("/connectObject")).isEqualTo(List.of("abab", "cdcd"));
  }

  @Test
  void aValueExpires() {
    assertThat(value("/expiring?of=put")).isEqualTo(true);
    HOST.pass(Duration.ofSeconds(61));
    assertThat(value("/expiring")).isEqualTo(false);
  }

  @Test
  void databasesTakeRecordsAndBatches() {
    assertThat(value("/d1"))
        .hasToString(
            "[1, 1, 2, [n], true, one2.51, [1, 2], false, [{id=1, text=one, amount=2.5, raw=[7]},"
                + " {id=2, text=null, amount=null, raw=null}]]");
    assertThat(value("/d1Faults"))
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
        .satisfiesExactly(
            missing ->
                assertThat(missing)
                    .asString()
                    .startsWith("Error: D1_ERROR: no such table: missing"),
            list -> assertThat(list).asString().startsWith("TypeError: A '").contains("be bound"),
            number ->
                assertThat(number).asString().startsWith("RangeError: '9223372036854775807'"));
  }

  @Test
  void bucketsKeepBytesWithTheirMetadata() {
    assertThat(value("/bucket"))
        .hasToString(
            "[3, true, [<p>, text/html, {by=java}], a {}, {contentType=text/css,"
                + " cacheControl=no-store, custom={by=js}}, false, true, false, hir, false]");
    assertThat(value("/folders")).isEqualTo(List.of(List.of("f/c"), List.of("f/a/"), 2));
  }

  @Test
  void cachesKeepWhatHeadersLet() {
    assertThat(value("/cache"))
        .isEqualTo(List.of("kept", "mine", false, "ep", "kept", true, false, false));
    assertThat(value("/cacheFaults"))
        .isEqualTo(
            List.of(
                "TypeError: Cannot cache response to non-GET request.",
                "TypeError: Cannot cache response to a range request (206 Partial Content).",
                "TypeError: Cannot cache response with 'Vary: *' header."));
  }

  @Test
  void aConsumerInJavaAcknowledgesRetriesAndFails() {
    value("/send?of=fine");
    value("/send?of=slow&fails=retry");
    value("/send?of=done&fails=acked");

    assertThat(heard("slow", 2))
        .hasToString("[{body=slow retry, attempts=1}, {body=slow retry, attempts=2}]");
    assertThat(heard("done", 1)).hasToString("[{body=done acked, attempts=1}]");
    value("/send?of=broken&fails=throw");
    assertThat(heard("broken", 2)).hasSize(2);
    assertThat(String.join("\n", HOST.logs()))
        .contains("The consumer of 'broken' fails.", "after ack() was already called");
  }

  @Test
  void messagesOfAllKindsArrive() {
    value("/sendKinds");
    value("/sendInJavaScript?of=script");

    assertThat(heard("a text", 1)).hasToString("[{body=\"a text\", attempts=1}]");
    assertThat(heard("2 bytes", 1)).hasSize(1);
    assertThat(heard("{\"k\":1}", 1)).hasSize(1);
    assertThat(heard("\"name\":\"json\"", 1)).hasSize(1);
    assertThat(heard("{\"name\":\"script\",\"number\":3}", 1)).hasSize(1);
    assertThat(value("/sendFaults"))
        .isEqualTo(
            List.of(
                "TypeError: sendBatch() requires at least one message",
                "TypeError: A message of type 'TEXT' has a String as its body and not '1'."));
  }

  @Test
  void anObjectHearsOfFaultsOutsideAfterItsWrites() {
    assertThat((List<?>) value("/object"))
        .map(each -> String.valueOf(each).split(":")[0])
        .containsExactly(
            "done",
            "TypeError",
            "done",
            "Error",
            "done",
            "Error",
            "done",
            "Error",
            "done",
            "TypeError",
            "Error");
  }

  @Test
  void theRestOfTheBindings() {
    assertThat(value("/limit?of=me")).isEqualTo(List.of(true, true, false));
    assertThat(value("/vars")).hasToString("[text, {name=n, sizes=[1, 2]}, false]");
    assertThat(value("/noBinding?of=KV")).isEqualTo("The binding 'KV' is no D1 database.");
    assertThat(value("/noBinding?of=NONE"))
        .asString()
        .startsWith("There is no binding 'NONE'; the configuration has 'ASSETS', 'BUCKET',");
    assertThat(value("/cf")).hasToString("[true, {country=XX}, false]");
  }

  @Test
  void cronTriggersFire() {
    HOST.fetch("/__scheduled?cron=0+*+*+*+*&time=1000");

    assertThat(value("/crons")).isEqualTo(List.of("0 * * * * 1970-01-01T00:00:01Z"));
  }

  @Test
  void fetchGoesOutAndFollows() throws IOException {
    HttpServer outside =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    CyclicBarrier both = new CyclicBarrier(2);
    outside.createContext(
        "/away",
        exchange -> {
          exchange.getResponseHeaders().add("Location", "/echo");
          answer(exchange, 302, "");
        });
    outside.createContext(
        "/echo",
        exchange ->
            answer(
                exchange,
                203,
                exchange.getRequestMethod()
                    + " "
                    + exchange.getRequestHeaders().getFirst("X-Mine")
                    + " "
                    + new String(
                        exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
    outside.createContext("/meet", exchange -> answer(exchange, 200, met(both)));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      outside.setExecutor(threads);
      outside.start();
      String url = "http://127.0.0.1:" + outside.getAddress().getPort() + "/";

      assertThat(value("/outside?of=" + URLEncoder.encode(url, StandardCharsets.UTF_8)))
          .isEqualTo(List.of(203, "GET null ", "POST yes body", "met", "met"));
    } finally {
      outside.stop(0);
    }
  }

  @Test
  void connectionsGoOutAndBetweenLanguages() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 2; i++) {
        threads.submit(() -> {
          try (Socket socket = server.accept()) {
            return socket.getInputStream().transferTo(socket.getOutputStream());
          }
        });
      }

      assertThat(value("/tcp?of=" + server.getLocalPort())).isEqualTo("hello, you true");
      assertThat(value("/tcpLarge?of=" + server.getLocalPort())).isEqualTo(500_000);
    }
    assertThat(value("/tcpFaults"))
        .isEqualTo(
            List.of(
                "Error: proxy request failed, cannot connect to the specified address",
                "TypeError: Specified address is empty string, contains unsupported characters or"
                    + " is too long.",
                "TypeError: '70000' is no port; take one up to 65535."));
    assertThat(value("/tcpToScript")).isEqualTo("HELLO, YOU false");
    assertThat(value("/tcpFromScript?of=hi")).isEqualTo("java heard: hi");
  }

  private static String met(CyclicBarrier both) {
    try {
      both.await(60, TimeUnit.SECONDS);
      return "met";
    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
      return e.toString();
    }
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    try (exchange) {
      exchange.getResponseBody().write(bytes);
    }
  }
}
