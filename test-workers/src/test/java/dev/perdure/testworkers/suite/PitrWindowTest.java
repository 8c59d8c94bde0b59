package dev.perdure.testworkers.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.testworkers.behaviour.Behaviour;
import dev.perdure.testworkers.harness.TestHost;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A month passes on the host of this test. */
class PitrWindowTest {
  @RegisterExtension static final TestHost HOST = TestHost.of("pitr").timed();

  @Test
  @Behaviour("LIM-021")
  void theHistoryReachesBackThirtyDays() {
    long start = ((Number) HOST.run("now")).longValue();
    HOST.run("write", "text=old");
    HOST.pass(Duration.ofDays(29));
    String time = "time=" + (start + 60_000);
    assertThat(HOST.run("readAt", time))
        .asInstanceOf(InstanceOfAssertFactories.list(Object.class))
        .first()
        .isEqualTo(List.of("old", List.of("old")));
    HOST.pass(Duration.ofDays(2));
    assertThat(HOST.run("tooEarly", time))
        .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
        .extractingByKey("message", InstanceOfAssertFactories.STRING)
        .contains("does not reach back so far");
  }
}
