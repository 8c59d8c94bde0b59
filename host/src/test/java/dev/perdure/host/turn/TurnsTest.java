package dev.perdure.host.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.workers.message.ErrorData;
import dev.perdure.workers.spi.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private final TestTurns test = new TestTurns();

  @Test
  void whatIsQueuedTogetherRunsInOneTurn() {
    test.post("a");
    test.post("b");
    test.time.run();
    assertThat(test.log).containsExactly("enter", "a", "b", "leave", "end turn");
  }

  @Test
  void aTaskQueuedByATaskRunsInTheSameTurn() {
    test.turns.post(() -> {
      test.log.add("a");
      test.post("b");
    });
    test.time.run();
    assertThat(test.log).containsExactly("enter", "a", "b", "leave", "end turn");
  }

  @Test
  void aLongQueueIsSplitSoThatOthersGetTheThread() {
    for (int i = 0; i < 300; i++) {
      test.post("x");
    }
    test.time.run();
    assertThat(test.log).filteredOn("end turn"::equals).hasSize(3);
    assertThat(test.log).filteredOn("x"::equals).hasSize(300);
  }

  @Test
  void aTaskThatFailsIsReportedAndTheNextRuns() {
    test.turns.post(() -> {
      throw new IllegalStateException("oops");
    });
    test.post("b");
    assertThat(test.steps()).containsExactly("failed: oops", "b");
  }

  @Test
  void anErrorIsAFailureLikeAnyAndTheNextRuns() {
    test.turns.post(() -> {
      throw new AssertionError("oops");
    });
    test.post("b");
    assertThat(test.steps())
        .containsExactly("failed: A task failed: java.lang.AssertionError: oops", "b");
  }

  @Test
  void turnsThatAreClosedWhileATaskThrowsAnErrorComeToTheirEnd() {
    test.turns.post(() -> {
      test.turns.close(isolate -> test.log.add("closed"));
      throw new AssertionError("oops");
    });
    test.time.run();
    assertThat(test.log).endsWith("leave", "end turn", "closed");
  }

  @Test
  void aTurnThatIsAbandonedEndsWithoutItsThread() {
    List<String> atAbandonment = new ArrayList<>();
    test.turns.post(() -> {
      test.turns.close(isolate -> test.log.add("closed"));
      test.turns.abandon();
      test.turns.terminate(ErrorData.of("Error", "over"));
      atAbandonment.addAll(test.log);
      test.log.add("goes on");
    });
    test.post("never");
    test.time.run();
    assertThat(atAbandonment).containsExactly("enter", "terminate", "closed");
    assertThat(test.log).containsExactly("enter", "terminate", "closed", "goes on");
  }

  @Test
  void anAnswerComesBackAsATask() {
    EventLoop.Pending pending = test.turns.begin(EventLoop.Kind.ANSWER);
    assertThat(test.turns.waits()).isTrue();
    pending.resume(() -> test.log.add("answer"));
    pending.resume(() -> test.log.add("twice"));
    assertThat(test.steps()).containsExactly("answer");
    assertThat(test.turns.waits()).isFalse();
  }

  @Test
  void timersRingInTheOrderOfTheirTimesAndNotEarly() {
    test.turns.after(Duration.ofMillis(20), () -> test.log.add("late"));
    test.turns.after(Duration.ofMillis(10), () -> test.log.add("soon"));
    EventLoop.Pending taken = test.turns.after(Duration.ofMillis(5), () -> test.log.add("taken"));
    taken.cancel();
    test.time.pass(Duration.ofMillis(9));
    assertThat(test.steps()).isEmpty();
    test.time.pass(Duration.ofMillis(11));
    assertThat(test.steps()).containsExactly("soon", "late");
  }

  @Test
  void closedTurnsRunNothingButTheirEnd() {
    test.post("a");
    test.turns.close(isolate -> test.log.add(isolate == null ? "never opened" : "closed"));
    test.post("b");
    assertThat(test.steps()).containsExactly("never opened");
  }

  @Test
  void closingWithinATaskEndsTheTurnAfterIt() {
    test.turns.post(() -> {
      test.log.add("a");
      test.turns.close(isolate -> test.log.add("closed"));
    });
    test.post("b");
    test.time.run();
    assertThat(test.log).containsExactly("enter", "a", "leave", "end turn", "closed");
  }
}
