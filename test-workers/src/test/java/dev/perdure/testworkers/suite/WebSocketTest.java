package dev.perdure.testworkers.suite;

import static dev.perdure.testworkers.harness.TestHost.error;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.testworkers.behaviour.Behaviour;
import dev.perdure.testworkers.harness.RawSocket;
import dev.perdure.testworkers.harness.TestHost;
import dev.perdure.testworkers.harness.TestProject;
import dev.perdure.testworkers.harness.TestSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebSocketTest {
  private static final Path WORKER = Path.of("src/test/workers/sockets");
  private static final Map<String, Object> NOT_ACCEPTED =
      error(
          "TypeError",
          "You must call one of accept() or state.acceptWebSocket() on this WebSocket before"
              + " sending messages.");

  @RegisterExtension static final TestHost HOST = TestHost.of("sockets");

  @RegisterExtension
  static final TestHost LATER = TestHost.at(WORKER, TestHost.Settings.DEV.in("later"));

  private static String webSocketUrl(String path) {
    return "ws" + HOST.url().toString().substring("http".length()) + path;
  }

  private static Map<String, Object> invalidCode(int code) {
    return error("InvalidAccessError", "Invalid WebSocket close code: " + code + ".");
  }

  private static Map<String, Object> refused(String message) {
    return error("SyntaxError", "WebSocket Constructor: " + message);
  }

  @Test
  @Behaviour("WS-001")
  void aPairHasTwoSockets() {
    assertThat(HOST.run("pairShape"))
        .isEqualTo(List.of(List.of("0", "1"), List.of(true, true), 2, 2));
  }

  @Test
  @Behaviour({"WS-002", "WS-033", "WS-034"})
  void aResponseWithASocketUpgradesTheConnection() {
    try (RawSocket client =
        RawSocket.open(HOST, "/room/upgrade/standard", "Sec-WebSocket-Protocol: soap, chat")) {
      assertThat(client.head())
          .startsWith("HTTP/1.1 101 ")
          .contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
          .contains("Sec-WebSocket-Protocol: chat");
      assertThat(client.ask("say hello")).isEqualTo("hello");
    }
    assertThat(HOST.fetch("/room/upgrade/standard").status()).isEqualTo(426);
  }

  @Test
  @Behaviour("WS-003")
  void aSocketNeedsStatus101AndThatASocket() {
    Map<String, Object> wrong =
        error("RangeError", "Responses with a WebSocket must have status code 101.");

    assertThat(HOST.run("statusesWithSocket"))
        .isEqualTo(
            List.of(
                wrong,
                wrong,
                error(
                    "RangeError",
                    "Responses may only be constructed with status codes in the range 200 to 599,"
                        + " inclusive.")));
  }

  @Test
  @Behaviour({"WS-004", "WS-005"})
  void aSocketIsOfNoUseBeforeItIsAccepted() {
    assertThat(HOST.run("unaccepted"))
        .isEqualTo(
            Map.of(
                "before", List.of(NOT_ACCEPTED, NOT_ACCEPTED),
                "waited", List.of(),
                "heard", List.of("kept")));
  }

  @Test
  @Behaviour({"WS-006", "WS-014"})
  void textIsTextAndBytesAreCopied() {
    assertThat(HOST.run("sendKinds"))
        .isEqualTo(
            List.of("text", "1.5", "[object Object]", List.of(2, 3), List.of(1, 2, 3), List.of(3)));
    try (RawSocket client = RawSocket.open(HOST, "/room/kinds/standard")) {
      client.send("kinds");
      assertThat(Stream.generate(client::next).limit(5))
          .containsExactly("1.5", "[object Object]", "binary 0203", "binary 04", "binary 06");
    }
  }

  @Test
  @Behaviour({"WS-007", "WS-013"})
  void afterCloseNothingIsSent() {
    Map<String, Object> closed = error("TypeError", "Can't call WebSocket send() after close().");

    assertThat(HOST.run("sendAfterClose")).isEqualTo(closed);
    assertThat(HOST.run("closeTwice")).isEqualTo(List.of(4001, "first", true));
    try (RawSocket client = RawSocket.open(HOST, "/room/closed/standard")) {
      assertThat(client.ask("closeTwice")).isEqualTo("close 4001 first");
    }
  }

  @Test
  @Behaviour({"WS-008", "WS-018", "WS-019"})
  void aClientThatVanishesGivesCode1006AndMaySilentlyBeSentTo() {
    try (RawSocket client = RawSocket.open(HOST, "/room/vanished/standard?closing=late")) {
      assertThat(client.ask("say here")).isEqualTo("here");
    }
    // As under wrangler dev, whose own worker stands between; workerd alone says CLOSING, 2.
    assertThat(HOST.run("notes", "room=vanished", "count=2"))
        .isEqualTo(
            List.of(
                Arrays.asList(
                    "close", 1006, "WebSocket disconnected without sending Close frame.", false, 1),
                List.of("after", 1)));
  }

  @Test
  @Behaviour({"WS-009", "WS-018"})
  void closeWithoutACodeSendsNone() {
    try (RawSocket client = RawSocket.open(HOST, "/room/bare/standard")) {
      assertThat(client.ask("close ")).isEqualTo("close");
    }
    try (RawSocket client = RawSocket.open(HOST, "/room/bare/standard")) {
      assertThat(client.ask("close 4711 enough")).isEqualTo("close 4711 enough");
    }
    assertThat(HOST.run("closeEventWithoutCode")).isEqualTo(List.of(1005, "", true, true, "close"));
  }

  @Test
  @Behaviour("WS-010")
  void someCodesCannotBeSent() {
    assertThat(HOST.run("closeCodes", "codes=0,999,1000,1003,1004,1005,1006,1015,2999,4999,5000"))
        .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
        .allSatisfy((code, outcome) -> {
          if (List.of("1000", "1003", "2999", "4999").contains(code)) {
            assertThat(outcome).isEqualTo("nothing");
          } else {
            assertThat(outcome)
                .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
                .containsAllEntriesOf(invalidCode(Integer.parseInt(code)));
          }
        })
        .hasSize(11);
  }

  @Test
  @Behaviour({"WS-011", "WS-012"})
  void aReasonNeedsACodeAndHasALimitByDate() {
    Map<String, Object> withoutCode =
        error(
            "InvalidAccessError",
            "If you specify a WebSocket close reason, you must also specify a code.");

    assertThat(HOST.run("closeReasons"))
        .isEqualTo(Map.of("withoutCode", withoutCode, "long", "nothing", "longest", "nothing"));
    assertThat(LATER.run("closeReasons"))
        .isEqualTo(
            Map.of(
                "withoutCode",
                withoutCode,
                "long",
                error(
                    "SyntaxError",
                    "WebSocket close reason must not be longer than 123 bytes when UTF-8 encoded."),
                "longest",
                "nothing"));
  }

  @Test
  @Behaviour({"WS-015", "WS-016"})
  void binaryMessagesAreBlobsByDateOrByChoice() {
    assertThat(HOST.run("binaryTypes"))
        .isEqualTo(
            List.of("arraybuffer", "ArrayBuffer", "ArrayBuffer", "Blob", "Blob", "ArrayBuffer"));
    assertThat(LATER.run("binaryTypes"))
        .isEqualTo(List.of("blob", "Blob", "ArrayBuffer", "Blob", "Blob", "ArrayBuffer"));
    assertThat(describedBy(HOST)).isEqualTo("ArrayBuffer 1,2");
    assertThat(describedBy(LATER)).isEqualTo("Blob 1,2");
  }

  private static String describedBy(TestHost host) {
    try (RawSocket client = RawSocket.open(host, "/room/binary/standard")) {
      return client.frame(0x80 | RawSocket.BINARY, new byte[] {1, 2}).next();
    }
  }

  @Test
  @Behaviour({"WS-017", "WS-023"})
  void flagsBringBackWhatADateChanged() {
    try (TestHost host = TestHost.at(WORKER, TestHost.Settings.DEV.in("opted-out")).start()) {
      assertThat(describedBy(host)).isEqualTo("ArrayBuffer 1,2");
      try (RawSocket client = RawSocket.open(host, "/room/manual/standard?closing=reply")) {
        assertThat(client.sendClose(4500, "bye").next()).isEqualTo("close 4100 from the listener");
      }
      assertThat(host.run("notes", "room=manual", "count=2"))
          .isEqualTo(List.of(List.of("close", 4500, "bye", true, 2), List.of("after", 3)));
    }
  }

  @Test
  @Behaviour("WS-020")
  void theStateGoesFromOpenToClosed() {
    assertThat(HOST.run("states")).isEqualTo(List.of(0, 1, 2, 3, 1, 1, 2, 2, 3, 3, 3, 1));
  }

  @Test
  @Behaviour({"WS-021", "WS-022"})
  void aCloseIsAnsweredBeforeItsEventFrom2026April() {
    try (RawSocket client = RawSocket.open(LATER, "/room/auto/standard?closing=reply")) {
      assertThat(client.sendClose(4500, "bye").next()).isEqualTo("close 4500 bye");
      assertThat(client.next()).isEqualTo("end");
    }
    assertThat(LATER.run("notes", "room=auto", "count=2"))
        .isEqualTo(List.of(List.of("close", 4500, "bye", true, 3), List.of("after", 3)));
  }

  @Test
  @Behaviour("WS-023")
  void beforeThatTheScriptAnswersACloseOrTheClientLosesTheConnection() {
    try (RawSocket client = RawSocket.open(HOST, "/room/manual/standard?closing=late")) {
      client.sendClose(4500, "bye");
      assertThat(client.next()).isEqualTo("a last word");
      assertThat(client.next()).isEqualTo("close 4500 bye");
    }
    try (RawSocket client = RawSocket.open(HOST, "/room/unanswered/standard")) {
      client.sendClose(4500, "bye");
      assertThat(HOST.run("notes", "room=unanswered", "count=2"))
          .isEqualTo(List.of(List.of("close", 4500, "bye", true, 2), List.of("after", 2)));
      try (RawSocket other = RawSocket.open(HOST, "/room/unanswered/standard")) {
        assertThat(other.ask("abort over")).isEqualTo("end");
      }
      assertThat(client.next()).isEqualTo("end");
    }
  }

  @Test
  @Behaviour("WS-024")
  void halfOpenSocketsAreNotAnsweredForTheScript() {
    try (RawSocket client =
        RawSocket.open(LATER, "/room/half/standard?halfOpen=true&closing=late")) {
      assertThat(client.sendClose(4500, "bye").next()).isEqualTo("a last word");
      assertThat(client.next()).isEqualTo("close 4500 bye");
    }
    assertThat(LATER.run("notes", "room=half", "count=2"))
        .isEqualTo(List.of(List.of("close", 4500, "bye", true, 2), List.of("after", 3)));
  }

  @Test
  @Behaviour({"WS-025", "LIM-010"})
  void aMessageOver32MebibytesEndsTheConnection() {
    int most = 32 << 20;
    try (RawSocket client = RawSocket.open(HOST, "/room/large/standard")) {
      client.frame(0x80 | RawSocket.BINARY, new byte[most]);
      assertThat(client.next()).isEqualTo("ArrayBuffer of " + most);
      assertThat(client.ask("bytes " + (most + 1))).isEqualTo("binary " + (most + 1) + " bytes");
      client.frame(0x82, Arrays.copyOf(new byte[0], 1));
      assertThat(client.next()).isEqualTo("ArrayBuffer 0");
    }
    try (RawSocket client = RawSocket.open(HOST, "/room/too large/standard".replace(" ", "%20"))) {
      // Its beginning says enough: nothing of that size has to be sent.
      client.frame(RawSocket.BINARY, new byte[most]);
      client.frame(0x80, new byte[1]);
      assertThat(client.next()).startsWith("close 1009 Message is too large");
      assertThat(client.next()).isEqualTo("end");
    }
  }

  @Test
  @Behaviour("WS-026")
  void fetchOpensASocket() {
    assertThat(HOST.run("fetchesSocket", "url=" + HOST.url() + "/room/fetched/standard"))
        .isEqualTo(Arrays.asList(101, null, "hello"));
    assertThat(HOST.run("fetchesPage", "url=" + HOST.url() + "/elsewhere"))
        .isEqualTo(Arrays.asList(404, null, "no case /elsewhere"));
  }

  @Test
  @Behaviour({"WS-027", "WS-040"})
  void theConstructorOpensASocket() {
    assertThat(HOST.run("constructs", "url=" + webSocketUrl("/room/constructed/standard")))
        .isEqualTo(
            List.of(
                0,
                error(
                    "TypeError",
                    "Websockets obtained from the 'new WebSocket()' constructor cannot call"
                        + " accept"),
                1,
                "other",
                true,
                "",
                "hello",
                4321,
                "enough",
                true,
                3));
    assertThat(HOST.run("constructsInVain", "url=" + webSocketUrl("/elsewhere")))
        .isEqualTo(
            List.of(
                error(
                    "TypeError",
                    "Failed to establish the WebSocket connection: expected server to reply with"
                        + " HTTP status code 101 (switching protocols), but received 404 instead."),
                "Uncaught TypeError: Failed to establish the WebSocket connection: expected server"
                    + " to reply with HTTP status code 101 (switching protocols), but received 404"
                    + " instead.",
                3));
    assertThat(HOST.run("pairProperties")).isEqualTo(Arrays.asList(null, "", ""));
  }

  @Test
  @Behaviour("WS-028")
  void theConstructorRefusesWhatIsNoAddress() {
    assertThat(HOST.run("constructorRefuses"))
        .isEqualTo(
            List.of(
                refused("The url is invalid."),
                refused("The url scheme must be ws or wss."),
                refused("The url fragment must be empty."),
                refused("The protocols header cannot have repeating values."),
                refused("The protocol header token is invalid.")));
  }

  @Test
  @Behaviour("WS-029")
  void pingsAreAnsweredAndNotHeard() {
    try (RawSocket client = RawSocket.open(HOST, "/room/pinged/standard")) {
      client.frame(0x80 | RawSocket.PING, "hey".getBytes(StandardCharsets.UTF_8));
      assertThat(client.next()).isEqualTo("pong 686579");
      assertThat(client.ask("count")).isEqualTo("1");
    }
  }

  @Test
  @Behaviour("WS-030")
  void messagesKeepTheirOrder() {
    assertThat(HOST.run("inOrder", "count=2000")).isEqualTo(2000);
    try (RawSocket client = RawSocket.open(HOST, "/room/ordered/standard")) {
      for (int i = 0; i < 500; i++) {
        client.send("say " + i);
      }
      for (int i = 0; i < 500; i++) {
        assertThat(client.next()).isEqualTo(Integer.toString(i));
      }
    }
  }

  @Test
  @Behaviour("WS-032")
  void newCodeDisconnectsAllSockets(@TempDir Path folder) {
    String code =
        """
        export class Thing {
          constructor(state) { this.state = state; }
          fetch(request) {
            const [client, server] = Object.values(new WebSocketPair());
            if (request.url.endsWith("hibernate")) this.state.acceptWebSocket(server);
            else server.accept();
            server.send("VERSION");
            return new Response(null, { status: 101, webSocket: client });
          }
        }
        export default {
          fetch: (request, env) => env.THING.get(env.THING.idFromName("x")).fetch(request),
        };
        """;
    TestProject project = TestProject.of(folder, code.replace("VERSION", "old"));
    try (TestHost host = project.host(TestHost.Settings.DEV.watching()).start();
        RawSocket standard = RawSocket.open(host, "/standard");
        RawSocket hibernating = RawSocket.open(host, "/hibernate")) {
      assertThat(List.of(standard.next(), hibernating.next())).containsOnly("old");
      project.file("src/index.js", code.replace("VERSION", "new"));
      assertThat(List.of(standard.next(), hibernating.next())).containsOnly("end");
      try (RawSocket again = RawSocket.open(host, "/standard")) {
        assertThat(again.next()).isEqualTo("new");
      }
    }
  }

  @Test
  @Behaviour("WS-035")
  void messagesAreCompressedWhereTheClientOffersIt() {
    try (RawSocket client =
        RawSocket.open(
            HOST,
            "/room/deflated/standard",
            "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits")) {
      assertThat(client.head()).contains("permessage-deflate");
      assertThat(client.ask("text 500")).startsWith("compressed ");
      // "say hi" as one block that is stored.
      client.frame(
          0xc1, new byte[] {0, 6, 0, (byte) 0xf9, (byte) 0xff, 's', 'a', 'y', ' ', 'h', 'i', 0});
      assertThat(client.next()).isEqualTo("hi");
    }
    try (RawSocket client = RawSocket.open(HOST, "/room/plain/standard")) {
      assertThat(client.head()).doesNotContain("permessage-deflate");
      assertThat(client.ask("text 500")).isEqualTo("x".repeat(500));
    }
  }

  @Test
  @Behaviour("WS-036")
  void whatIsSentWaitsForWritesAndKeepsItsOrder() {
    try (RawSocket client = RawSocket.open(HOST, "/room/gated/standard")) {
      client.send("writeAndSend 100");
      for (int i = 1; i <= 100; i++) {
        assertThat(client.next()).isEqualTo(Integer.toString(i));
      }
      assertThat(client.ask("sendAndAbort")).isEqualTo("end");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"standard", "hibernate"})
  void aCloseThatIsNotDurableDropsTheConnectionWithItsObject(String mode) {
    try (RawSocket client =
        RawSocket.open(HOST, "/room/doomed/" + mode + "?name=d&closing=abort")) {
      client.sendClose(4000, "bye");
      assertThat(client.next()).isEqualTo("end");
    }
  }

  @Test
  @Behaviour("WS-037")
  void aSocketTakesSeveralListeners() {
    assertThat(HOST.run("listeners"))
        .isEqualTo(
            List.of(
                List.of("attribute", "hi"), List.of("first", "hi", true), List.of("second", "hi")));
  }

  @Test
  @Behaviour({"WS-038", "WS-039"})
  void aSocketIsGivenAwayOnceAndNotAfterAccept() {
    assertThat(HOST.run("unusable"))
        .isEqualTo(
            List.of(
                error(
                    "TypeError",
                    "Can't return WebSocket in a Response after calling accept().",
                    "remote",
                    true),
                error(
                    "TypeError",
                    "Can't return WebSocket in a Response after calling acceptWebSocket().",
                    "remote",
                    true),
                "nothing",
                error(
                    "TypeError",
                    "Can't return WebSocket that was already used in a response.",
                    "remote",
                    true)));
  }

  @Test
  @Behaviour("WS-030")
  void aWorkerTalksToAnObjectWithoutANetwork() {
    assertThat(HOST.run("objectSocket"))
        .isEqualTo(List.of(List.of("one", "1", "2", "3", "4"), 4444, "done"));
  }

  @Test
  void aSlowClientDoesNotHoldUpOthersAndLosesItsConnection() {
    try (RawSocket slow = RawSocket.open(HOST, "/room/flood/standard");
        RawSocket other = RawSocket.open(HOST, "/room/flood/standard")) {
      // Of 32 MiB each, none of which is through before the client reads: four may wait.
      slow.send("flood 6");
      while (!other.ask("flooded").equals("true")) {
        Thread.onSpinWait();
      }
      assertThat(other.ask("say still here")).isEqualTo("still here");
      assertThat(Stream.generate(slow::next).limit(4)).allMatch(each -> each.startsWith("binary "));
      assertThat(slow.next()).isEqualTo("end");
    }
  }

  @Test
  void aClientOfTheJdkTalksToAWorker() {
    try (TestSocket client = TestSocket.open(LATER, "/room/jdk/standard")) {
      client.send("say hello");
      assertThat(client.next()).isEqualTo("hello");
    }
  }
}
