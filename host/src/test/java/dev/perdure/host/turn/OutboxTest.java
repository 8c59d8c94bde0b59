package dev.perdure.host.turn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboxTest {
  private final List<String> left = new ArrayList<>();
  private final FakeWrites writes = new FakeWrites();
  private final List<Throwable> failures = new ArrayList<>();
  private final Outbox outbox = new Outbox(writes, failures::add);

  private static final class FakeWrites implements Outbox.Writes {
    boolean dirty;
    boolean unconfirmedOnly;
    final List<CompletableFuture<Void>> commits = new ArrayList<>();

    @Override
    public boolean holdOutput() {
      return dirty && !unconfirmedOnly;
    }

    @Override
    public boolean uncommitted() {
      return dirty;
    }

    @Override
    public CompletableFuture<Void> commit() {
      dirty = false;
      CompletableFuture<Void> durable = new CompletableFuture<>();
      commits.add(durable);
      return durable;
    }
  }

  private void send(String message) {
    outbox.send(() -> left.add(message));
  }

  @Test
  void withoutWritesAMessageLeavesAtOnce() {
    send("a");
    assertThat(left).containsExactly("a");
  }

  @Test
  void afterAWriteAMessageWaitsUntilTheCommitIsDurable() {
    writes.dirty = true;
    send("a");
    outbox.endTurn();
    assertThat(left).isEmpty();
    writes.commits.getFirst().complete(null);
    assertThat(left).containsExactly("a");
  }

  @Test
  void aMessageSentBeforeTheWriteDoesNotWait() {
    send("a");
    writes.dirty = true;
    send("b");
    assertThat(left).containsExactly("a");
  }

  @Test
  void aMessageOfALaterTurnWithoutWritesWaitsForTheCommitBefore() {
    writes.dirty = true;
    outbox.endTurn();
    send("later");
    outbox.endTurn();
    assertThat(left).isEmpty();
    writes.commits.getFirst().complete(null);
    assertThat(left).containsExactly("later");
  }

  @Test
  void messagesKeepTheirOrderWhenALaterCommitIsDurableFirst() {
    writes.dirty = true;
    send("1");
    outbox.endTurn();
    writes.dirty = true;
    send("2");
    outbox.endTurn();
    writes.commits.get(1).complete(null);
    assertThat(left).isEmpty();
    writes.commits.get(0).complete(null);
    assertThat(left).containsExactly("1", "2");
  }

  @Test
  void unconfirmedWritesHoldNothingBackButAreCommitted() {
    writes.dirty = true;
    writes.unconfirmedOnly = true;
    send("a");
    assertThat(left).containsExactly("a");
    outbox.endTurn();
    assertThat(writes.commits).hasSize(1);
  }

  @Test
  void aLostCommitDropsWhatWaitsForIt() {
    writes.dirty = true;
    send("a");
    outbox.endTurn();
    send("b");
    writes.commits.getFirst().completeExceptionally(new IllegalStateException("disk"));
    outbox.endTurn();
    send("c");
    assertThat(left).isEmpty();
    assertThat(failures).hasSize(1);
  }

  @Test
  void aMessageSentWhileOthersLeaveDoesNotOvertake() {
    writes.dirty = true;
    outbox.send(() -> {
      left.add("first");
      send("sent by the first");
    });
    send("second");
    outbox.endTurn();
    writes.commits.getFirst().complete(null);
    assertThat(left).containsExactly("first", "second", "sent by the first");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void underLoadEachMessageLeavesOnceInOrderAndNeverEarly(long seed) throws Exception {
    Random random = new Random(seed);
    List<Integer> arrived = java.util.Collections.synchronizedList(new ArrayList<>());
    List<String> early = java.util.Collections.synchronizedList(new ArrayList<>());
    try (ExecutorService disk = Executors.newFixedThreadPool(3)) {
      Outbox.Writes storage =
          new Outbox.Writes() {
            private int written;
            private int committed;

            @Override
            public boolean holdOutput() {
              return written > committed;
            }

            @Override
            public boolean uncommitted() {
              written += random.nextInt(2);
              return written > committed;
            }

            @Override
            public CompletableFuture<Void> commit() {
              committed = written;
              return CompletableFuture.runAsync(Thread::yield, disk);
            }
          };
      Outbox loaded = new Outbox(storage, thrown -> early.add(thrown.toString()));
      for (int i = 0; i < 20_000; i++) {
        int number = i;
        loaded.send(() -> arrived.add(number));
        if (random.nextInt(4) == 0) {
          loaded.endTurn();
        }
      }
      loaded.endTurn();
      CompletableFuture<Void> last = new CompletableFuture<>();
      loaded.send(() -> last.complete(null));
      loaded.endTurn();
      last.get(30, TimeUnit.SECONDS);
    }
    assertThat(arrived).hasSize(20_000).isSorted();
    assertThat(early).isEmpty();
  }
}
