package dev.perdure.workers.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class InboxTest {
  private final List<String> log = new ArrayList<>();
  private final Loop loop = new Loop();
  private final Inbox inbox = new Inbox(loop, EventLoop.Kind.STUB);

  @Test
  void whatCameBeforeItWasOpenedRunsInOrderEachInATurnOfItsOwn() {
    add("a");
    add("b");
    assertThat(loop.turns).isEmpty();

    inbox.open();

    loop.turn();
    assertThat(log).containsExactly("a");
    loop.turn();
    assertThat(log).containsExactly("a", "b");
    assertThat(loop.waiting).isEqualTo(1);
  }

  @Test
  void whatStandsBehindATaskThatClosesTheInboxStillRuns() {
    inbox.open();
    inbox.add(inbox::close);
    add("behind");

    loop.run();

    assertThat(log).containsExactly("behind");
    assertThat(loop.waiting).isZero();
  }

  @Test
  void aClosedInboxWaitsForNothing() {
    inbox.open();
    inbox.close();
    assertThat(loop.waiting).isZero();

    inbox.open();
    assertThat(loop.waiting).isZero();
  }

  @Test
  void nothingFurtherRunsOnceItHasEnded() {
    inbox.open();
    inbox.add(inbox::end);
    add("behind");

    loop.run();

    assertThat(log).isEmpty();
    assertThat(loop.waiting).isZero();
  }

  @Test
  void aTaskThatThrowsDoesNotHoldBackTheNext() {
    inbox.open();
    inbox.add(() -> {
      throw new IllegalStateException("planted");
    });
    add("next");

    assertThatThrownBy(loop::turn).hasMessage("planted");
    loop.run();

    assertThat(log).containsExactly("next");
  }

  private void add(String name) {
    inbox.add(() -> log.add(name));
  }

  /** Turns that the test runs one by one. */
  private static final class Loop implements EventLoop {
    private final Deque<Runnable> turns = new ArrayDeque<>();
    private int waiting;

    void turn() {
      turns.remove().run();
    }

    void run() {
      while (!turns.isEmpty()) {
        turn();
      }
    }

    @Override
    public Pending begin(Kind kind) {
      waiting++;
      return new Pending() {
        @Override
        public void resume(Runnable continuation) {
          waiting--;
          turns.add(continuation);
        }

        @Override
        public void cancel() {
          waiting--;
        }
      };
    }

    @Override
    public Pending after(Duration delay, Runnable task) {
      throw new UnsupportedOperationException();
    }
  }
}
