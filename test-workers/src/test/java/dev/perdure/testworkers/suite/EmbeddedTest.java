package dev.perdure.testworkers.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perdure.host.embed.LocalHost;
import dev.perdure.host.embed.LocalObjects;
import dev.perdure.testworkers.behaviour.Behaviour;
import dev.perdure.workers.message.GuestException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A host inside a test, as users of Perdure write theirs. */
class EmbeddedTest {
  private static final LocalHost.Settings PROJECT =
      LocalHost.of(Path.of("src/test/workers/embedded"));
  private static final LocalHost HOST = PROJECT.start();
  private static final int MOST_HOURS = 100;
  private static final LocalObjects COUNTERS = HOST.objects("Counter");

  @AfterAll
  static void end() {
    HOST.close();
  }

  private static String body(String path) {
    return HOST.fetch(path).body();
  }

  @Test
  @Behaviour({"TEST-009", "TEST-016", "TEST-018"})
  void objectsOfDifferentNamesAreApart() {
    assertThat(body("/increment/one")).isEqualTo("1");
    assertThat(body("/increment/one")).isEqualTo("2");
    assertThat(body("/increment/two")).isEqualTo("1");
  }

  @Test
  @Behaviour({"TEST-013", "TEST-017"})
  void anObjectKnowsItsNameInTheConstructorAndTheSizeOfItsDatabase() {
    body("/increment/sized");

    assertThat(body("/state/sized")).isEqualTo("{\"name\":\"sized\",\"inMemory\":1,\"size\":true}");
  }

  @Test
  @Behaviour("TEST-004")
  void theIdsOfObjectsAreListed() {
    body("/increment/listed");

    assertThat(COUNTERS.ids()).contains(COUNTERS.id("listed")).doesNotContain(COUNTERS.id("never"));
  }

  @Test
  @Behaviour("TEST-003")
  void anAlarmIsRunAtOnce() {
    body("/increment/alarmed");
    body("/schedule/alarmed");

    assertThat(COUNTERS.runAlarm("alarmed")).isTrue();
    assertThat(body("/read/alarmed")).isEqualTo("0");
    assertThat(COUNTERS.runAlarm(COUNTERS.id("alarmed"))).isFalse();
    assertThat(COUNTERS.runAlarm("never")).isFalse();
  }

  @Test
  void anAlarmThatFailsIsToldOf() {
    body("/schedule/broken");

    assertThatThrownBy(() -> COUNTERS.runAlarm("broken"))
        .isInstanceOf(GuestException.class)
        .hasMessageContaining("this alarm fails");
  }

  @Test
  void alarmsComeWithTheClock() {
    try (LocalHost host = PROJECT.clock(Instant.now()).start()) {
      host.fetch("/increment/waiting");
      host.fetch("/schedule/waiting");
      for (int hour = 0; hour < MOST_HOURS && !isZero(host); hour++) {
        host.pass(Duration.ofHours(1));
      }

      assertThat(isZero(host)).isTrue();
      assertThat(host.objects("Counter").runAlarm("waiting")).isFalse();
    }
  }

  private static boolean isZero(LocalHost host) {
    return host.fetch("/read/waiting").body().equals("0");
  }

  @Test
  @Behaviour("TEST-005")
  void anInstanceIsEvictedAndItsDataStay() {
    body("/increment/evicted");
    COUNTERS.evict("evicted");

    assertThat(body("/state/evicted")).contains("\"inMemory\":0");
    assertThat(body("/read/evicted")).isEqualTo("1");
    assertThatThrownBy(() -> COUNTERS.evict("never"))
        .hasMessageContaining("Cannot evict Durable Object: it is not currently running.");
  }

  @Test
  @Behaviour({"TEST-006", "TEST-007"})
  void allInstancesAreEvictedOrAborted() {
    body("/increment/all");
    HOST.evictAll();
    String afterEviction = body("/state/all");
    body("/increment/all");
    HOST.abortAll();

    assertThat(afterEviction).contains("\"inMemory\":0");
    assertThat(body("/state/all")).contains("\"inMemory\":0");
    assertThat(body("/read/all")).isEqualTo("2");
  }

  @Test
  @Behaviour("TEST-015")
  void theScheduledHandlerIsRun() {
    HOST.scheduled("0 0 * * *", Instant.ofEpochMilli(5));

    assertThat(body("/kv")).isEqualTo("0 0 * * * at 5");
  }

  @Test
  @Behaviour({"TEST-008", "TEST-010"})
  void hostsDoNotShareDataAndResetDeletesThem() {
    try (LocalHost other = PROJECT.start()) {
      assertThat(other.fetch("/increment/own").body()).isEqualTo("1");
      assertThat(body("/read/own")).isEqualTo("0");

      other.restart();
      assertThat(other.fetch("/increment/own").body()).isEqualTo("2");

      other.reset();
      assertThat(other.fetch("/increment/own").body()).isEqualTo("1");
    }
  }
}
