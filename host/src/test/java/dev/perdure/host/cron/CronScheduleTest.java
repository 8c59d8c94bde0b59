package dev.perdure.host.cron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perdure.host.turn.ManualTimers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CronScheduleTest {
  private static final Instant START = Instant.parse("2026-05-01T10:07:30Z"); // a Friday

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "* * * * *       | 2026-05-01T10:08:00Z",
        "*/5 * * * *     | 2026-05-01T10:10:00Z",
        "0 0 * * *       | 2026-05-02T00:00:00Z",
        "7 10 * * *      | 2026-05-02T10:07:00Z",
        "15,45 9-11 * * *| 2026-05-01T10:15:00Z",
        "0 12 * * 1      | 2026-05-03T12:00:00Z",
        "0 12 * * MON-FRI| 2026-05-01T12:00:00Z",
        "0 12 * * 7      | 2026-05-02T12:00:00Z",
        "0 0 1 JAN *     | 2027-01-01T00:00:00Z",
        "0 0 L * *       | 2026-05-31T00:00:00Z",
        "0 0 LW * *      | 2026-05-29T00:00:00Z",
        "0 0 16W * *     | 2026-05-15T00:00:00Z",
        "0 0 * * 6#2     | 2026-05-08T00:00:00Z",
        "0 0 * * 2L      | 2026-05-25T00:00:00Z",
        "0 0 29 2 *      | 2028-02-29T00:00:00Z",
        "0 0 13 * 2      | 2026-05-04T00:00:00Z",
        "0 0 30 2 *      |",
      })
  void theNextTime(String expression, Instant expected) {
    assertThat(CronSchedule.parse(expression).next(START).orElse(null)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "* * * *",
        "60 * * * *",
        "a * * * *",
        "*/0 * * * *",
        "5-1 * * * *",
        "* * * * 8",
        "* * 0 * *",
        ""
      })
  void whatIsNoExpressionIsSaid(String expression) {
    assertThatThrownBy(() -> CronSchedule.parse(expression))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("The cron expression '" + expression + "'");
  }

  @Test
  void aClockFiresAgainAndAgainUntilItIsClosed() {
    ManualTimers timers = new ManualTimers(START);
    List<String> fired = new ArrayList<>();
    CronClock clock = new CronClock(timers);
    clock.run(List.of("*/5 * * * *"), (cron, time) -> fired.add(cron + " " + time));

    timers.pass(Duration.ofMinutes(8));
    clock.close();
    timers.pass(Duration.ofMinutes(8));

    assertThat(fired)
        .containsExactly("*/5 * * * * 2026-05-01T10:10:00Z", "*/5 * * * * 2026-05-01T10:15:00Z");
  }
}
