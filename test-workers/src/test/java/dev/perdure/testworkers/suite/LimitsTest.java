package dev.perdure.testworkers.suite;

import static dev.perdure.testworkers.harness.TestHost.error;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.host.life.ObjectLimits;
import dev.perdure.storage.StorageOptions;
import dev.perdure.testworkers.behaviour.Behaviour;
import dev.perdure.testworkers.harness.TestHost;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Limits on keys and values are in {@link KvAsyncTest} and {@link KvSyncTest}. */
class LimitsTest {
  private static final String NOTHING = "nothing";
  private static final String UNDEFINED = "[undefined]";

  @RegisterExtension static final TestHost HOST = TestHost.of("limits");

  @Test
  @Behaviour("LIM-003")
  void anObjectHoldsTenGigabytes() {
    assertThat(StorageOptions.DEFAULT.mostObjectBytes()).isEqualTo(10L << 30);
  }

  @Test
  @Behaviour("LIM-009")
  void sqlHasTheLimitsOfThePlatform() {
    assertThat(HOST.run("sqlLimits"))
        .isEqualTo(
            Map.of(
                "columns", upTo("too many columns on b: SQLITE_ERROR"),
                "parameters", upTo("too many SQL variables at offset 311: SQLITE_ERROR"),
                "statement", upTo("statement too long: SQLITE_TOOBIG"),
                "arguments", upTo("too many arguments on function max at offset 7: SQLITE_ERROR"),
                "like", upTo("LIKE or GLOB pattern too complex: SQLITE_ERROR"),
                "glob", upTo("LIKE or GLOB pattern too complex: SQLITE_ERROR"),
                "value", upTo("string or blob too big: SQLITE_TOOBIG"),
                "blob", upTo("string or blob too big: SQLITE_TOOBIG"),
                "result", upTo("string or blob too big: SQLITE_TOOBIG")));
  }

  private static List<Object> upTo(String message) {
    return List.of(NOTHING, error("Error", message));
  }

  @Test
  @Behaviour("LIM-011")
  void anAttachmentHasAtMost16Kibibytes() {
    assertThat(HOST.run("attachments"))
        .isEqualTo(
            List.of(
                NOTHING,
                16_000,
                error(
                    "Error",
                    "A WebSocket 'attachment' cannot be larger than 16384 bytes.'attachment' was"
                        + " 16390 bytes."),
                16_000));
  }

  @Test
  @Behaviour("LIM-012")
  void anAutomaticResponseHasAtMost2048Bytes() {
    assertThat(HOST.run("autoResponses"))
        .isEqualTo(
            List.of(
                NOTHING,
                error(
                    "RangeError",
                    "Request cannot be larger than 2048 bytes. A request of size 2049 was"
                        + " provided."),
                error(
                    "RangeError",
                    "Response cannot be larger than 2048 bytes. A response of size 2049 was"
                        + " provided.")));
  }

  @Test
  @Behaviour("LIM-013")
  void aSocketHasAtMostTenTags() {
    String tooLong = "\" is longer than the max tag length (256 characters).";

    assertThat(HOST.run("tags"))
        .isEqualTo(
            List.of(
                NOTHING,
                "a Hibernatable WebSocket cannot have more than 10 tags",
                NOTHING,
                "\"" + "t".repeat(257) + tooLong,
                "\"" + "\u00e9".repeat(256) + tooLong));
  }

  @Test
  @Behaviour("LIM-014")
  void anObjectHasAtMost32768Sockets() {
    assertThat(HOST.run("manySockets", "count=32768")).isEqualTo(32_768);
    assertThat(HOST.fetch("/manySockets?count=32769").json())
        .isEqualTo(
            Map.of(
                "error",
                error(
                    "Error",
                    "only 32768 websockets can be accepted on a single Durable Object instance",
                    "remote",
                    true)));
  }

  @Test
  @Behaviour("LIM-015")
  void anEventOfASocketMayLastSevenDays() {
    assertThat(HOST.run("eventTimeouts"))
        .isEqualTo(
            List.of(
                NOTHING,
                604_800_000,
                error("Error", "Event timeout should not exceed 604800000 ms.")));
  }

  @Test
  @Behaviour("LIM-016")
  void anEventHasTheCpuTimeThatIsConfigured() {
    assertThat(HOST.run("spin"))
        .isEqualTo(
            error(
                "Error",
                "Durable Object exceeded its CPU time limit and was reset.",
                "durableObjectReset",
                true,
                "overloaded",
                true));
  }

  @Test
  @Behaviour("LIM-018")
  void aCriticalSectionLasts30Seconds() throws Exception {
    try (TestHost host = TestHost.of("limits").timed().start()) {
      CompletableFuture<HttpResponse<String>> call = host.sendAsync(host.request("/block"));
      host.run("instance", "name=another");
      while (!call.isDone()) {
        host.pass(Duration.ofSeconds(1));
        Thread.onSpinWait();
      }

      assertThat(call.get().body())
          .contains(
              "A call to blockConcurrencyWhile() in a Durable Object waited for too long. The call"
                  + " was canceled and the Durable Object was reset.");
    }
  }

  @Test
  @Behaviour("LIM-020")
  void aNameHasAtMost1024Bytes() {
    assertThat(HOST.run("names")).isEqualTo(List.of(1024, UNDEFINED, UNDEFINED));
  }

  @Test
  @Behaviour("LIM-022")
  void anInstanceMayHold128Megabytes() {
    assertThat(ObjectLimits.USUAL.memory()).isEqualTo(128L << 20);
  }

  @Test
  @Behaviour("LIM-023")
  void aMessageOverRpcHasAtMost32MiB() {
    String limit =
        "Serialized RPC arguments or return values are limited to 32MiB, but the size of this"
            + " value was: ";

    assertThat(HOST.run("messages"))
        .isEqualTo(
            List.of(
                31 << 20,
                error("Error", limit + "33554452 bytes."),
                31 << 20,
                error("Error", limit + "33554447 bytes.", "remote", true)));
  }

  @Test
  @Behaviour("LIM-025")
  void anOperationKeepsAnInstanceFor15Minutes() {
    assertThat(ObjectLimits.LONGEST_OPERATION).isEqualTo(Duration.ofMinutes(15));
  }

  @Test
  @Behaviour("LIM-026")
  void anIdleInstanceIsDroppedAfterTenSeconds() {
    try (TestHost host = TestHost.of("limits").timed().start()) {
      Object first = host.run("instance", "name=idle");
      host.pass(Duration.ofSeconds(9));
      assertThat(host.run("instance", "name=idle")).isEqualTo(first);

      Object last = first;
      while (last.equals(first)) {
        host.pass(Duration.ofSeconds(11));
        last = host.run("instance", "name=idle");
      }
      assertThat(ObjectLimits.USUAL.evictAfter()).isBetween(ofSeconds(70), ofSeconds(140));
    }
  }

  private static Duration ofSeconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }

  @Test
  @Behaviour("LIM-028")
  void theNameOfAFacetHasAtMost256Characters() {
    assertThat(HOST.run("facetNames"))
        .isEqualTo(List.of(error("TypeError", "Facet name is too long (max 256 characters).")));
  }

  @Test
  @Behaviour("LIM-029")
  void theReasonOfACloseHasAtMost123Bytes() {
    String tooLong = "WebSocket close reason must not be longer than 123 bytes when UTF-8 encoded.";

    assertThat(HOST.run("closeReasons")).isEqualTo(List.of(NOTHING, tooLong, tooLong));
  }
}
