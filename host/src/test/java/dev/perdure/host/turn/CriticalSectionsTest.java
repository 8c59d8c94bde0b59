package dev.perdure.host.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.workers.message.ErrorData;
import dev.perdure.workers.spi.EventLoop;
import dev.perdure.workers.spi.InputGate;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class CriticalSectionsTest {
  private final TestTurns test = new TestTurns();
  private final AtomicReference<InputGate.Section> section = new AtomicReference<>();
  private final AtomicReference<EventLoop.Pending> inside = new AtomicReference<>();

  /** Enters a section that stays open and waits for something inside. */
  private void enterAndWait() {
    test.turns.post(() -> {
      test.log.add("event");
      test.gate.enter(entered -> {
        test.log.add("inside");
        section.set(entered);
        inside.set(test.turns.begin(EventLoop.Kind.ANSWER));
      });
      test.log.add("event goes on");
    });
  }

  private void leave() {
    inside
        .get()
        .resume(() -> {
          test.log.add("answer inside");
          section.get().leave();
        });
  }

  @Test
  void theBodyRunsAfterTheTaskThatEntered() {
    enterAndWait();
    assertThat(test.steps()).containsExactly("event", "event goes on", "inside");
  }

  @Test
  void eventsWaitUntilTheSectionEndsAndKeepTheirOrder() {
    enterAndWait();
    test.post("first");
    test.post("second");
    assertThat(test.steps()).containsExactly("event", "event goes on", "inside");
    test.post("third");
    assertThat(test.steps()).isEmpty();
    leave();
    assertThat(test.steps()).containsExactly("answer inside", "first", "second", "third");
  }

  @Test
  void whatWasBegunOutsideWaitsToo() {
    AtomicReference<EventLoop.Pending> outside = new AtomicReference<>();
    test.turns.post(() -> outside.set(test.turns.begin(EventLoop.Kind.ANSWER)));
    enterAndWait();
    test.steps();
    outside.get().resume(() -> test.log.add("answer outside"));
    assertThat(test.steps()).isEmpty();
    leave();
    assertThat(test.steps()).containsExactly("answer inside", "answer outside");
  }

  @Test
  void aTimerBegunInsideRingsInside() {
    test.turns.post(() ->
        test.gate.enter(entered ->
            test.turns.after(
                Duration.ofMillis(5),
                () -> {
                  test.log.add("timer inside");
                  entered.leave();
                })));
    test.post("held");
    assertThat(test.steps()).isEmpty();
    test.time.pass(Duration.ofMillis(5));
    assertThat(test.steps()).containsExactly("timer inside", "held");
  }

  @Test
  void twoSectionsRunOneAfterTheOther() {
    AtomicReference<InputGate.Section> first = new AtomicReference<>();
    test.turns.post(() -> {
      test.gate.enter(entered -> {
        test.log.add("one");
        first.set(entered);
      });
      test.gate.enter(entered -> {
        test.log.add("two");
        entered.leave();
      });
    });
    test.post("event");
    assertThat(test.steps()).containsExactly("one");
    test.turns.postUngated(() -> first.get().leave());
    assertThat(test.steps()).containsExactly("two", "event");
  }

  @Test
  void aSectionInsideASectionHoldsBackTheOuterOne() {
    AtomicReference<InputGate.Section> inner = new AtomicReference<>();
    AtomicReference<EventLoop.Pending> outerAnswer = new AtomicReference<>();
    test.turns.post(() ->
        test.gate.enter(outer -> {
          section.set(outer);
          outerAnswer.set(test.turns.begin(EventLoop.Kind.ANSWER));
          test.gate.enter(entered -> {
            test.log.add("inner");
            inner.set(entered);
          });
        }));
    test.post("event");
    assertThat(test.steps()).containsExactly("inner");
    outerAnswer
        .get()
        .resume(() -> {
          test.log.add("outer goes on");
          section.get().leave();
        });
    assertThat(test.steps()).isEmpty();
    test.turns.postUngated(() -> inner.get().leave());
    assertThat(test.steps()).containsExactly("outer goes on", "event");
  }

  @Test
  void anOuterSectionThatEndsFirstLeavesTheInnerOneHoldingEventsBack() {
    AtomicReference<InputGate.Section> inner = new AtomicReference<>();
    test.turns.post(() ->
        test.gate.enter(outer -> {
          test.gate.enter(inner::set);
          outer.leave();
        }));
    test.post("event");
    assertThat(test.steps()).isEmpty();
    test.turns.postUngated(() -> inner.get().leave());
    assertThat(test.steps()).containsExactly("event");
  }

  @Test
  void whatWasBegunInsideAnEndedSectionIsAnOrdinaryEvent() {
    AtomicReference<EventLoop.Pending> late = new AtomicReference<>();
    test.turns.post(() ->
        test.gate.enter(entered -> {
          late.set(test.turns.begin(EventLoop.Kind.ANSWER));
          entered.leave();
        }));
    test.steps();
    late.get().resume(() -> test.log.add("late"));
    assertThat(test.steps()).containsExactly("late");
  }

  @Test
  void aSectionOverThirtySecondsResetsTheObject() {
    enterAndWait();
    test.steps();
    test.time.pass(Duration.ofSeconds(29));
    assertThat(test.steps()).isEmpty();
    test.time.pass(Duration.ofSeconds(1));
    assertThat(test.steps())
        .containsExactly(
            "reset: A call to blockConcurrencyWhile() in a Durable Object waited for too long. The"
                + " call was canceled and the Durable Object was reset.");
  }

  @Test
  void aSectionThatEndsInTimeDoesNot() {
    enterAndWait();
    test.steps();
    leave();
    test.steps();
    test.time.pass(Duration.ofMinutes(1));
    assertThat(test.steps()).isEmpty();
  }

  @Test
  void aSectionThatFailsResetsTheObject() {
    test.turns.post(() -> test.gate.enter(entered -> entered.fail(ErrorData.of("Error", "no"))));
    assertThat(test.steps()).containsExactly("reset: no");
  }

  @Test
  void sectionsNestedTooDeeplyAreRefused() {
    nest(0);
    test.time.run();
    assertThat(test.log).contains("failed: blockConcurrencyWhile() calls are nested too deeply.");
  }

  private void nest(int depth) {
    Runnable deeper = () -> test.gate.enter(entered -> nest(depth + 1));
    if (depth == 0) {
      test.turns.post(deeper);
    } else {
      deeper.run();
    }
  }
}
