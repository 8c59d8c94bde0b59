package dev.perdure.testworkers.suite;

import static dev.perdure.testworkers.harness.TestHost.error;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.testworkers.behaviour.Behaviour;
import dev.perdure.testworkers.harness.TestHost;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PitrTest {
  @RegisterExtension static final TestHost HOST = TestHost.of("pitr").timed();

  @Test
  @Behaviour({"PITR-001", "PITR-002"})
  void bookmarksAreTextThatSortsLikeTheTime() {
    assertThat(HOST.run("bookmarks"))
        .asInstanceOf(InstanceOfAssertFactories.list(String.class))
        .hasSize(4)
        .isSorted()
        .doesNotHaveDuplicates()
        .allMatch(text -> text.matches("[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{32}"));
  }

  @Test
  @Behaviour({"PITR-004", "PITR-005"})
  void aBookmarkIsRestoredAtTheNextStartAndThatCanBeUndone() {
    assertThat(HOST.run("restoreAndUndo"))
        .isEqualTo(
            List.of(
                List.of("second", List.of("first", "second")),
                List.of("first", List.of("first")),
                List.of("third", List.of("first", "third")),
                List.of("second", List.of("first", "second")),
                true));
  }

  @Test
  @Behaviour("PITR-003")
  void aTimeHasABookmark() {
    long start = number(HOST.run("now"));
    HOST.pass(Duration.ofMinutes(1));
    HOST.run("write", "text=early");
    HOST.pass(Duration.ofMinutes(2));
    HOST.run("write", "text=late");
    HOST.pass(Duration.ofMinutes(1));
    List<?> now = List.of("late", List.of("early", "late"));
    for (String date : List.of("date=true", "date=false")) {
      assertThat(HOST.run("readAt", "time=" + (start + 120_000), date))
          .isEqualTo(List.of(List.of("early", List.of("early")), now));
    }
    assertThat(HOST.run("readAt", "time=" + start))
        .isEqualTo(List.of(Arrays.asList(null, List.of()), now));
    assertThat(HOST.run("tooEarly", "time=" + (start - Duration.ofDays(31).toMillis())))
        .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
        .extractingByKey("message", InstanceOfAssertFactories.STRING)
        .contains("does not reach back so far");
  }

  private static long number(Object value) {
    return ((Number) value).longValue();
  }

  @Test
  @Behaviour("PITR-004")
  void theAlarmIsRestoredWithTheRest() {
    assertThat(HOST.run("alarm")).isEqualTo(true);
  }

  @Test
  void whatIsNoBookmarkIsRefused() {
    assertThat(HOST.run("refusals"))
        .isEqualTo(
            List.of(
                error("TypeError", "The value cannot be converted because it is not a valid Date."),
                error(
                    "Error",
                    "The bookmark 'x' is not in the history of this Durable Object: it is too old,"
                        + " or of another object. Pass one that this object has given out.")));
  }

  @Test
  @Behaviour("PITR-007")
  void objectsWithoutSqliteHaveNone() {
    Map<String, Object> refusal =
        error(
            "Error",
            "This Durable Object's storage back-end does not implement point-in-time recovery.");
    assertThat(HOST.run("refusalsWithoutSqlite")).isEqualTo(List.of(refusal, refusal, refusal));
  }
}
