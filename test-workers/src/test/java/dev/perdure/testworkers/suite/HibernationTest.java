package dev.perdure.testworkers.suite;

import static dev.perdure.testworkers.harness.TestHost.error;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.perdure.testworkers.behaviour.Behaviour;
import dev.perdure.testworkers.harness.RawSocket;
import dev.perdure.testworkers.harness.TestHost;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Time passes as the tests say; an object that could hibernate does after ten idle seconds. */
class HibernationTest {
  private static final Path WORKER = Path.of("src/test/workers/sockets");
  private static final Duration IDLE = Duration.ofSeconds(11);

  @RegisterExtension static final TestHost HOST = TestHost.of("sockets").timed();

  @RegisterExtension
  static final TestHost LATER = TestHost.at(WORKER, TestHost.Settings.DEV.in("later")).timed();

  private static RawSocket enter(String room, String name, String... options) {
    return enter(HOST, room, name, options);
  }

  private static RawSocket enter(TestHost host, String room, String name, String... options) {
    String path = "/room/" + room + "/hibernate?name=" + name;
    return RawSocket.open(host, path + String.join("", options));
  }

  /** How often the room of a client was constructed. */
  private static int constructions(RawSocket client) {
    return Integer.parseInt(client.ask("constructions"));
  }

  /** Lets time pass until the room has gone: the event before may still be in its handler. */
  private static void hibernate(TestHost host, String room) {
    long before = departures(host, room);
    do {
      host.pass(IDLE);
      host.run("pairShape");
    } while (departures(host, room) == before);
  }

  private static long departures(TestHost host, String room) {
    return host.logs().stream()
        .filter(line -> line.startsWith("hibernated Room(" + room + ")"))
        .count();
  }

  private static Object accepting(String what) {
    return HOST.run("accepting", "what=" + what);
  }

  private static Object notes(TestHost host, String room, int count) {
    return host.run("notes", "room=" + room, "count=" + count);
  }

  @Test
  @Behaviour({"HIB-001", "HIB-005"})
  void eventsGoToTheHandlersOfTheClass() {
    try (RawSocket client = enter("accepts", "ann", "&greeting=welcome")) {
      assertThat(client.next()).isEqualTo("welcome");
      assertThat(client.ask("say hello")).isEqualTo("hello");
    }
    assertThat(accepting("atOnce")).isEqualTo(List.of(1, 2));
  }

  @Test
  @Behaviour({"HIB-002", "HIB-003", "HIB-004"})
  void aSocketIsAcceptedOnceAndOneOfAPair() {
    Map<String, Object> accepted =
        error(
            "Error",
            "Cannot call `acceptWebSocket()` if the WebSocket was already accepted via"
                + " `accept()`");
    Map<String, Object> used =
        error(
            "Error",
            "Cannot call `acceptWebSocket()` on this WebSocket because its pair has already been"
                + " accepted or used in a Response.");

    assertThat(accepting("afterAccept")).isEqualTo(List.of(accepted, used));
    assertThat(accepting("pairUsed")).isEqualTo(List.of(accepted, used));
    assertThat(accepting("acceptAfter"))
        .isEqualTo(
            List.of(
                error("TypeError", "Can't accept() WebSocket after enabling hibernation."),
                "nothing"));
  }

  @Test
  @Behaviour("HIB-006")
  void messagesAreTextOrArrayBuffersWhateverTheDate() {
    for (TestHost host : List.of(HOST, LATER)) {
      try (RawSocket client = enter(host, "binary", "ann")) {
        client.frame(0x80 | RawSocket.BINARY, new byte[] {1, 2});
        assertThat(client.next()).isEqualTo("ArrayBuffer 1,2");
        assertThat(client.ask("say text")).isEqualTo("text");
      }
    }
  }

  @Test
  @Behaviour({"HIB-007", "HIB-051"})
  void pingsAreAnsweredWithoutTheObject() {
    try (RawSocket client = enter("pinged", "ann")) {
      assertThat(client.ask("count")).isEqualTo("1");
      int before = constructions(client);
      hibernate(HOST, "pinged");
      client.frame(0x80 | RawSocket.PING, "hey".getBytes(StandardCharsets.UTF_8));
      assertThat(client.next()).isEqualTo("pong 686579");
      assertThat(constructions(client)).isEqualTo(before + 1);
      assertThat(client.ask("count")).isEqualTo("1");
    }
  }

  @Test
  @Behaviour({"HIB-008", "HIB-032"})
  void aCloseOfTheClientIsHeardWithTheAttachment() {
    try (RawSocket client = enter("closing", "ann", "&closing=same")) {
      assertThat(client.sendClose(4500, "bye").next()).isEqualTo("close 4500 bye");
      assertThat(client.next()).isEqualTo("end");
    }
    assertThat(notes(HOST, "closing", 1))
        .isEqualTo(List.of(Arrays.asList("webSocketClose", 4500, "bye", true, 2, "ann", true)));
  }

  @Test
  @Behaviour("HIB-009")
  void aLostConnectionIsHeardAsCode1006() {
    enter("lost", "ann").close();
    assertThat(notes(HOST, "lost", 1))
        .isEqualTo(
            List.of(
                Arrays.asList(
                    "webSocketClose",
                    1006,
                    "WebSocket disconnected without sending Close frame.",
                    false,
                    2,
                    "ann",
                    true)));
  }

  @Test
  @Behaviour("HIB-010")
  void aBrokenProtocolIsAnError() {
    try (RawSocket client = enter("broken", "ann")) {
      client.frame(0x83, new byte[3]);
      assertThat(client.next()).isEqualTo("close 1002 Unknown opcode 3");
    }
    assertThat(notes(HOST, "broken", 1))
        .isEqualTo(
            List.of(
                List.of(
                    "webSocketError",
                    "Error: WebSocket protocol error; protocolError.statusCode = 1002;"
                        + " protocolError.description = Unknown opcode 3",
                    2)));
  }

  @Test
  @Behaviour("HIB-011")
  void aClassWithoutHandlersIgnoresEvents() {
    try (RawSocket client = RawSocket.open(LATER, "/mute/room")) {
      client.send("heard by nobody").frame(0x82, new byte[2]);
      client.frame(0x80 | RawSocket.PING, new byte[0]);
      assertThat(client.next()).isEqualTo("pong ");
      assertThat(LATER.run("muteOpen", "room=room")).isEqualTo(1);
      assertThat(client.sendClose(4500, "bye").next()).isEqualTo("close 4500 bye");
      assertThat(LATER.run("muteOpen", "room=room")).isEqualTo(0);
    }
  }

  @Test
  @Behaviour("HIB-013")
  void handlersInterleaveWhereTheyAwait() {
    try (RawSocket ann = enter("interleave", "ann");
        RawSocket bob = enter("interleave", "bob")) {
      assertThat(ann.ask("slowly")).isEqualTo("begins ");
      assertThat(bob.ask("say meanwhile")).isEqualTo("meanwhile");
      // As at workerd, also those of one socket.
      assertThat(ann.ask("say me too")).isEqualTo("me too");
      bob.send("release");
      assertThat(ann.next()).isEqualTo("ends ");
    }
  }

  @Test
  @Behaviour("HIB-014")
  void anExceptionEndsNothing() {
    try (RawSocket ann = enter("throws", "ann");
        RawSocket bob = enter("throws", "bob")) {
      ann.send("fail on purpose");
      assertThat(ann.ask("before")).isEqualTo("on purpose");
      assertThat(bob.ask("list")).isEqualTo("[\"bob\",\"ann\"]");
    }
    assertThat(HOST.logs()).anyMatch(line -> line.contains("Error: on purpose"));
  }

  @Test
  @Behaviour({"HIB-015", "HIB-016", "HIB-017", "HIB-018", "HIB-019"})
  void tagsHaveLimits() {
    assertThat(accepting("tags"))
        .isEqualTo(
            Map.of(
                "none", List.of(List.of(), List.of()),
                "collapsed", List.of("a", "b"),
                "ten", 10,
                "tenAndAgain", 9,
                "longest", 256,
                "eleven", error("Error", "a Hibernatable WebSocket cannot have more than 10 tags"),
                "long",
                    error(
                        "Error",
                        "\"%s\" is longer than the max tag length (256 characters)."
                            .formatted("x".repeat(257))),
                "found", List.of(1, 2, List.of()),
                "all", 6));
    assertThat(accepting("tagsOfOthers"))
        .isEqualTo(
            List.of(
                error("Error", "only hibernatable websockets can have tags."),
                error(
                    "Error",
                    "you must call 'acceptWebSocket()' before attempting to access the tags of a"
                        + " WebSocket."),
                List.of()));
  }

  @Test
  @Behaviour({"HIB-020", "HIB-021"})
  void onlyConnectedSocketsAreListed() {
    try (RawSocket ann = enter("listed", "ann")) {
      try (RawSocket bob = enter("listed", "bob")) {
        assertThat(bob.ask("list")).isEqualTo("[\"bob\",\"ann\"]");
        assertThat(bob.ask("list all")).isEqualTo("[\"ann\",\"bob\"]");
        assertThat(bob.ask("list bob")).isEqualTo("[\"bob\"]");
        assertThat(bob.ask("list nobody")).isEqualTo("[]");
        assertThat(bob.ask("tags")).isEqualTo("[\"bob\",\"all\"]");
        assertThat(bob.ask("close 4000 bye")).isEqualTo("close 4000 bye");
        // The object has closed, the client has not yet.
        assertThat(ann.ask("states")).isEqualTo("[2,1]");
      }
      assertThat(notes(HOST, "listed", 1)).asInstanceOf(InstanceOfAssertFactories.LIST).hasSize(1);
      String listed = ann.ask("list");
      while (listed.equals("[\"bob\",\"ann\"]")) {
        listed = ann.ask("list");
      }
      assertThat(listed).isEqualTo("[\"ann\"]");
    }
  }

  @Test
  @Behaviour({"HIB-022", "HIB-030"})
  void aClosedSocketIsDroppedWithItsAttachment() {
    try (RawSocket ann = enter("dropped", "ann");
        RawSocket bob = enter("dropped", "bob")) {
      bob.sendClose(1000, "");
      assertThat(notes(HOST, "dropped", 1))
          .isEqualTo(List.of(Arrays.asList("webSocketClose", 1000, "", true, 2, "bob", true)));
      hibernate(HOST, "dropped");
      assertThat(ann.ask("atStart")).isEqualTo("[\"ann\"]");
      try (RawSocket again = RawSocket.open(HOST, "/room/dropped/hibernate")) {
        assertThat(again.ask("attached")).isEqualTo("null");
      }
    }
  }

  @Test
  @Behaviour({"HIB-023", "HIB-025", "HIB-026", "HIB-027", "HIB-053", "HIB-057"})
  void aMessageWakesTheObjectWithItsSockets() {
    try (RawSocket ann = enter("wakes", "ann");
        RawSocket bob = enter("wakes", "bob")) {
      assertThat(List.of(ann.ask("count"), ann.ask("count"))).containsExactly("1", "2");
      assertThat(ann.ask("stored")).isEqualTo("1");
      assertThat(ann.ask("atStart")).isEqualTo("[]");
      hibernate(HOST, "wakes");
      assertThat(bob.ask("atStart")).isEqualTo("[\"bob\",\"ann\"]");
      assertThat(bob.ask("count")).isEqualTo("1");
      assertThat(bob.ask("stored")).isEqualTo("2");
      assertThat(ann.ask("who")).endsWith("\"ann\"]");
      hibernate(HOST, "wakes");
      assertThat(ann.ask("broadcast hi")).isEqualTo("told");
      assertThat(bob.next()).isEqualTo("hi");
    }
  }

  @Test
  @Behaviour("HIB-024")
  void aSocketIsOneObjectAsLongAsTheInstanceLives() {
    try (RawSocket client = enter("same", "ann")) {
      assertThat(client.ask("sameSocket")).isEqualTo("[false,true,true]");
      assertThat(client.ask("sameSocket")).isEqualTo("[true,false,true]");
      hibernate(HOST, "same");
      assertThat(client.ask("sameSocket")).isEqualTo("[false,true,true]");
    }
  }

  @Test
  @Behaviour({"HIB-028", "HIB-029"})
  void anAttachmentIsACopy() {
    try (RawSocket client = RawSocket.open(HOST, "/room/attached/hibernate")) {
      assertThat(client.ask("attached")).isEqualTo("null");
      client.send("attach {\"name\":\"ann\",\"list\":[1]}");
      assertThat(client.ask("attached")).isEqualTo("{\"name\":\"ann\",\"list\":[1]}");
      hibernate(HOST, "attached");
      assertThat(client.ask("attached")).isEqualTo("{\"name\":\"ann\",\"list\":[1]}");
    }
  }

  @Test
  @Behaviour({"HIB-028", "HIB-033"})
  void anAttachmentIsAnyClonableValue() {
    try (RawSocket client = enter("rich", "ann")) {
      client.send("attachRich");
      assertThat(client.ask("attachedRich")).isEqualTo("[true,5,true,[1,2],true]");
      client.send("attach \"small\"");
      client.send("attachRich");
      assertThat(client.ask("attachedRich")).isEqualTo("[true,5,true,[1,2],true]");
    }
  }

  @Test
  @Behaviour("HIB-031")
  void anAttachmentHasALimit() {
    try (RawSocket client = enter("large", "ann")) {
      // The text has a header of five bytes.
      assertThat(client.ask("attachBytes " + (16_384 - 5))).isEqualTo("nothing");
      assertThat(client.ask("attachBytes " + (16_384 - 4)))
          .contains(
              "A WebSocket 'attachment' cannot be larger than 16384 bytes.'attachment' was 16385"
                  + " bytes.");
    }
  }

  @Test
  @Behaviour({"HIB-034", "HIB-035", "HIB-037", "HIB-039", "HIB-040"})
  void anAutomaticAnswerDoesNotWakeTheObject() {
    try (RawSocket client = enter("auto", "ann");
        RawSocket other = enter("auto", "bob")) {
      assertThat(client.ask("autoRespond [\"ping\",\"pong\"]")).isEqualTo("set");
      assertThat(client.ask("autoTime")).isEqualTo("null");
      int before = constructions(client);
      hibernate(HOST, "auto");
      long departed = departures(HOST, "auto");
      assertThat(List.of(client.ask("ping"), other.ask("ping"))).containsOnly("pong");
      HOST.pass(IDLE);
      HOST.pass(IDLE);
      // An instance that the ping had woken would have gone by now.
      assertThat(client.ask("ping")).isEqualTo("pong");
      assertThat(constructions(client)).isEqualTo(before + 1);
      assertThat(departures(HOST, "auto")).isEqualTo(departed);
      long answeredAt = Long.parseLong(client.ask("autoTime"));
      HOST.pass(Duration.ofSeconds(5));
      assertThat(client.ask("ping")).isEqualTo("pong");
      assertThat(Long.parseLong(client.ask("autoTime"))).isEqualTo(answeredAt + 5000);
      assertThat(client.ask("autoResponse")).isEqualTo("[\"ping\",\"pong\"]");
      client.frame(0x82, "ping".getBytes(StandardCharsets.UTF_8));
      assertThat(client.next()).isEqualTo("ArrayBuffer 112,105,110,103");
      assertThat(client.ask("say ping")).isEqualTo("ping");
      assertThat(client.ask("autoRespond ")).isEqualTo("set");
      assertThat(client.ask("autoResponse")).isEqualTo("null");
      assertThat(client.ask("autoTime")).isEqualTo(Long.toString(answeredAt + 5000));
    }
  }

  @Test
  @Behaviour({"HIB-036", "HIB-038"})
  void anAutomaticAnswerHasLimits() {
    assertThat(accepting("autoResponses"))
        .isEqualTo(
            Arrays.asList(
                null,
                "nothing",
                error(
                    "RangeError",
                    "Request cannot be larger than 2048 bytes. A request of size 2049 was"
                        + " provided."),
                error(
                    "RangeError",
                    "Response cannot be larger than 2048 bytes. A response of size 2050 was"
                        + " provided."),
                List.of("q", "a", true),
                null));
  }

  @Test
  @Behaviour({"HIB-041", "HIB-042"})
  void anEventTimeoutIsSetAndUnset() {
    assertThat(accepting("eventTimeouts"))
        .isEqualTo(
            Arrays.asList(
                null,
                1500,
                null,
                604_800_000,
                error("Error", "Event timeout should not exceed 604800000 ms."),
                null));
  }

  @Test
  @Behaviour("HIB-043")
  void anEventThatTakesTooLongIsEnded() {
    try (RawSocket client = enter("late", "ann")) {
      assertThat(client.ask("limit 1000")).isEqualTo("[null,1000]");
      assertThat(client.ask("slowly")).isEqualTo("begins ");
      HOST.pass(Duration.ofMillis(1001));
      assertThat(client.ask("limit ")).isEqualTo("[1000,null]");
    }
    assertThat(HOST.logs())
        .anyMatch(
            line -> line.contains("Actor exceeded event execution time and was disconnected."));
  }

  @Test
  @Behaviour("HIB-044")
  void anObjectHoldsALimitedNumberOfSockets() {
    assertThat(accepting("tooMany"))
        .isEqualTo(
            List.of(
                32_768,
                error(
                    "Error",
                    "only 32768 websockets can be accepted on a single Durable Object"
                        + " instance")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "timer",
        "interval",
        "waitUntil",
        "pendingFetch",
        "pendingCall",
        "dialObject",
        "ownPair",
        "slowly"
      })
  @Behaviour({"HIB-045", "HIB-046", "HIB-047", "HIB-048", "HIB-049"})
  void whatGoesOnKeepsTheObjectInMemory(String what) {
    try (RawSocket client = enter("kept-by-" + what, "ann")) {
      // Could hibernate before, and does not after.
      hibernate(HOST, "kept-by-" + what);
      assertThat(client.ask(what)).isIn("keeps", "begins ");
      assertKept(client);
    }
  }

  private static void assertKept(RawSocket client) {
    int before = constructions(client);
    for (int i = 0; i < 5; i++) {
      HOST.pass(IDLE);
      assertThat(constructions(client)).isEqualTo(before);
    }
  }

  @Test
  @Behaviour("HIB-046")
  void aRequestOnTheNetworkKeepsTheObjectInMemory() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        RawSocket client = enter("kept-by-network", "ann")) {
      hibernate(HOST, "kept-by-network");
      client.send("pendingNetwork http://127.0.0.1:" + silent.getLocalPort() + "/");
      assertThat(client.next()).isEqualTo("keeps");
      assertKept(client);
    }
  }

  @Test
  @Behaviour({"HIB-047", "WS-031", "HIB-048"})
  void socketsOfTheOlderKindKeepTheObjectInMemory() {
    String url = "ws://127.0.0.1:" + HOST.url().getPort() + "/room/dialled/hibernate";
    try (RawSocket client = enter("kept-by-dialling", "ann")) {
      hibernate(HOST, "kept-by-dialling");
      assertThat(client.ask("dial " + url)).isEqualTo("keeps");
      assertKept(client);
    }
    try (RawSocket client = enter("kept-by-standard", "ann")) {
      hibernate(HOST, "kept-by-standard");
      try (RawSocket standard = RawSocket.open(HOST, "/room/kept-by-standard/standard")) {
        assertThat(standard.ask("say hello")).isEqualTo("hello");
        assertKept(client);
      }
      // Once it has gone, the object may go too.
      assertThat(notes(HOST, "kept-by-standard", 2)).isNotEqualTo(List.of());
      hibernate(HOST, "kept-by-standard");
      assertThat(client.ask("count")).isEqualTo("1");
    }
  }

  @Test
  @Behaviour("HIB-050")
  void requestsAlarmsAndMessagesWakeTheObject() {
    try (RawSocket client = enter("alarmed", "ann")) {
      assertThat(client.ask("alarm " + Duration.ofDays(1).toMillis())).isEqualTo("set");
      hibernate(HOST, "alarmed");
      assertThat(HOST.run("who", "room=alarmed"))
          .asInstanceOf(InstanceOfAssertFactories.LIST)
          .last()
          .isEqualTo(2);
      hibernate(HOST, "alarmed");
      HOST.pass(Duration.ofDays(1));
      assertThat(client.next()).isEqualTo("alarm 3");
    }
  }

  @Test
  @Behaviour("HIB-052")
  void aCloseWakesTheObject() {
    try (RawSocket ann = enter("wake-to-close", "ann", "&closing=reply")) {
      hibernate(HOST, "wake-to-close");
      assertThat(ann.sendClose(4500, "bye").next()).isEqualTo("close 4100 from the handler");
    }
    assertThat(notes(HOST, "wake-to-close", 1))
        .isEqualTo(List.of(Arrays.asList("webSocketClose", 4500, "bye", true, 2, "ann", true)));
  }

  @Test
  @Behaviour("HIB-054")
  void beforeApril2026ACloseThatNoHandlerAnswersLosesTheConnection() {
    try (RawSocket ann = enter("unanswered", "ann");
        RawSocket _ = enter("unanswered", "bob")) {
      ann.sendClose(4500, "bye");
      assertThat(notes(HOST, "unanswered", 1)).isNotEqualTo(List.of());
      hibernate(HOST, "unanswered");
      assertThat(ann.next()).isEqualTo("end");
    }
  }

  @Test
  @Behaviour({"HIB-054", "HIB-055"})
  void fromThenOnACloseIsAnsweredAndTheHandlerMayDoSoToo() {
    try (RawSocket client = enter(LATER, "later", "ann")) {
      assertThat(client.sendClose(4500, "bye").next()).isEqualTo("close 4500 bye");
    }
    try (RawSocket client = enter(LATER, "later", "bob", "&closing=same")) {
      assertThat(client.sendClose(4501, "bye").next()).isEqualTo("close 4501 bye");
      assertThat(client.next()).isEqualTo("end");
    }
    assertThat(notes(LATER, "later", 2))
        .isEqualTo(
            Stream.of("ann", "bob")
                .map(name ->
                    Arrays.asList(
                        "webSocketClose",
                        name.equals("ann") ? 4500 : 4501,
                        "bye",
                        true,
                        3,
                        name,
                        true))
                .toList());
  }

  @Test
  @Behaviour("HIB-056")
  void aResetClosesTheConnections() {
    try (RawSocket ann = enter("reset", "ann");
        RawSocket bob = enter("reset", "bob")) {
      hibernate(HOST, "reset");
      ann.send("abort on purpose");
      assertThat(List.of(ann.next(), bob.next())).isEqualTo(Collections.nCopies(2, "end"));
    }
    try (RawSocket carl = enter("reset", "carl")) {
      assertThat(carl.ask("atStart")).isEqualTo("[]");
    }
  }

  @Test
  void aHostThatClosesIsNoErrorOfItsObjects() {
    try (TestHost host = TestHost.of("sockets").start()) {
      List<RawSocket> sockets =
          IntStream.range(0, 20)
              .mapToObj(i -> RawSocket.open(host, "/room/" + i + "/hibernate"))
              .toList();
      // Closing it fails where it tells of errors that are its own.
      assertThatCode(host::stop).doesNotThrowAnyException();
      sockets.forEach(RawSocket::close);
    }
  }
}
