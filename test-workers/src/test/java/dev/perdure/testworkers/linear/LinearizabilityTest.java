package dev.perdure.testworkers.linear;

import static dev.perdure.testworkers.linear.Operation.Kind.ADD;
import static dev.perdure.testworkers.linear.Operation.Kind.READ;
import static dev.perdure.testworkers.linear.Operation.Kind.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinearizabilityTest {
  private static Operation done(
      Operation.Kind kind, long argument, long begun, long ended, long answer) {
    return new Operation(kind, argument, begun, ended, OptionalLong.of(answer));
  }

  private static Operation lost(Operation.Kind kind, long argument, long begun) {
    return new Operation(kind, argument, begun, Long.MAX_VALUE, OptionalLong.empty());
  }

  private static boolean holds(Operation... history) {
    return Linearizability.holds(0, List.of(history));
  }

  @Test
  void oneAfterTheOtherIsFine() {
    assertThat(holds(done(WRITE, 5, 1, 2, 0), done(READ, 0, 3, 4, 5), done(ADD, 1, 5, 6, 6)))
        .isTrue();
  }

  @Test
  void whatOverlapsMayBeInEitherOrder() {
    assertThat(holds(done(WRITE, 5, 1, 10, 0), done(READ, 0, 2, 3, 0), done(READ, 0, 4, 5, 5)))
        .isTrue();
    assertThat(holds(done(ADD, 1, 1, 10, 2), done(ADD, 1, 2, 9, 1))).isTrue();
  }

  @Test
  void aLostUpdateIsFound() {
    assertThat(holds(done(ADD, 1, 1, 10, 1), done(ADD, 1, 2, 9, 1))).isFalse();
    assertThat(holds(done(ADD, 1, 1, 2, 1), done(ADD, 1, 3, 4, 2), done(READ, 0, 5, 6, 1)))
        .isFalse();
  }

  @Test
  void aStaleReadIsFound() {
    assertThat(holds(done(WRITE, 5, 1, 2, 0), done(READ, 0, 3, 4, 0))).isFalse();
  }

  @Test
  void aReadThatGoesBackIsFound() {
    assertThat(holds(done(WRITE, 5, 1, 10, 0), done(READ, 0, 2, 3, 5), done(READ, 0, 4, 5, 0)))
        .isFalse();
  }

  @Test
  void aValueThatNobodyWroteIsFound() {
    assertThat(holds(done(WRITE, 5, 1, 2, 0), done(READ, 0, 3, 4, 7))).isFalse();
  }

  @Test
  void whatWasNotAnsweredMayHaveHappenedOrNot() {
    assertThat(holds(lost(WRITE, 5, 1), done(READ, 0, 3, 4, 0), done(READ, 0, 5, 6, 5))).isTrue();
    assertThat(holds(lost(WRITE, 5, 1), done(READ, 0, 3, 4, 0))).isTrue();
  }

  @Test
  void whatWasNotAnsweredCannotBeUndone() {
    assertThat(holds(lost(WRITE, 5, 1), done(READ, 0, 3, 4, 5), done(READ, 0, 5, 6, 0))).isFalse();
    assertThat(holds(done(READ, 0, 1, 2, 5), lost(WRITE, 5, 3))).isFalse();
  }

  @Test
  void anAcknowledgedWriteThatACrashLostIsFound() {
    assertThat(
            holds(
                done(ADD, 1, 1, 2, 1),
                done(ADD, 1, 3, 4, 2),
                lost(ADD, 1, 5),
                done(READ, 0, 6, 7, 1)))
        .isFalse();
  }

  /** Histories of a right register hold, and no longer once one answer is another. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void historiesOfARightRegisterHold(int seed) {
    Random random = new Random(seed);
    List<Operation> history = new ArrayList<>();
    long value = 0;
    for (int point = 1; point <= 300; point++) {
      Operation.Kind kind = List.of(Operation.Kind.values()).get(random.nextInt(3));
      Operation shape =
          lost(kind, kind == ADD ? 1 : 1000 * point, 1000L * point - random.nextInt(4000));
      value = shape.apply(value);
      long answer = kind == WRITE ? 0 : value;
      boolean answered = random.nextInt(50) > 0;
      history.add(
          answered
              ? done(
                  kind,
                  shape.argument(),
                  shape.begun(),
                  1000L * point + random.nextInt(4000),
                  answer)
              : shape);
    }
    assertThat(Linearizability.holds(0, history)).isTrue();

    for (int i = 0; i < history.size(); i++) {
      Operation one = history.get(i);
      if (one.kind() == READ && one.answered()) {
        history.set(i, done(READ, 0, one.begun(), one.ended(), one.answer().getAsLong() + 500));
        break;
      }
    }
    assertThat(Linearizability.holds(0, history)).isFalse();
  }
}
