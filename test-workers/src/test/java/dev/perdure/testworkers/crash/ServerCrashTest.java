package dev.perdure.testworkers.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.testworkers.behaviour.Behaviour;
import dev.perdure.testworkers.linear.History;
import dev.perdure.testworkers.linear.Linearizability;
import dev.perdure.testworkers.linear.Operation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a server that many clients write to, at moments that chance picks, and compares what it
 * kept with what it had acknowledged: every number of every ledger, no transaction by half, every
 * alarm that is due, and histories of registers that many use at a time. {@code
 * -Dperdure.server.crashes=N} changes how often the long form kills.
 */
class ServerCrashTest {
  private static final int WRITERS = 6;
  private static final int LEDGERS_EACH = 4;
  private static final int REGISTERS = 2;
  private static final int USERS_EACH = 3;

  @TempDir Path state;

  private final List<List<Books>> books =
      IntStream.range(0, WRITERS)
          .mapToObj(writer ->
              IntStream.range(0, LEDGERS_EACH)
                  .mapToObj(i -> new Books("ledger-" + writer + "-" + i, 100L * writer + i))
                  .toList())
          .toList();

  @Test
  @Behaviour({"GATE-009", "ALARM-026", "ALARM-028"})
  void nothingAcknowledgedIsLostInTenCrashes() {
    crash(10);
  }

  @Test
  @Tag("long")
  void nothingAcknowledgedIsLostInManyCrashes() {
    crash(Integer.getInteger("perdure.server.crashes", 200));
  }

  private void crash(int times) {
    Random random = new Random(20261121);
    for (int round = 0; round < times; round++) {
      List<History> registers = Stream.generate(History::new).limit(REGISTERS).toList();
      run(round, random.nextInt(250), registers);
      try (ServerProcess server = ServerProcess.start(worker(), state);
          Client client = new Client(server.url())) {
        books.stream().flatMap(List::stream).forEach(one -> one.check(client));
        for (int i = 0; i < REGISTERS; i++) {
          String path = register(round, i);
          registers.get(i).record(Operation.Kind.READ, 0, (kind, n) -> use(client, path, kind, n));
          assertThat(Linearizability.holds(0, registers.get(i).operations()))
              .as("history of %s: %s", path, registers.get(i).operations())
              .isTrue();
        }
      }
    }
    long total = books.stream().flatMap(List::stream).mapToLong(Books::answered).sum();
    System.out.printf("%d crashes, %d writes acknowledged, none lost%n", times, total);
    assertThat(total).isPositive();
  }

  private static Path worker() {
    return Path.of("src/test/workers/crash");
  }

  private static String register(int round, int index) {
    return "register-" + round + "-" + index;
  }

  /** Has everybody at work until the server is killed, after so many answers. */
  private void run(int round, int answers, List<History> registers) {
    AtomicInteger left = new AtomicInteger(answers);
    try (ServerProcess server = ServerProcess.start(worker(), state);
        Client client = new Client(server.url());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (List<Books> mine : books) {
        all.add(
            threads.submit(() -> work(server, left, i -> mine.get(i % mine.size()).write(client))));
      }
      for (int register = 0; register < REGISTERS; register++) {
        String path = register(round, register);
        History history = registers.get(register);
        for (int user = 0; user < USERS_EACH; user++) {
          Random random = new Random(1000L * round + 10L * register + user);
          all.add(
              threads.submit(() ->
                  work(
                      server,
                      left,
                      i ->
                          history.record(
                              List.of(Operation.Kind.values()).get(random.nextInt(3)),
                              1 + random.nextInt(5),
                              (kind, n) -> use(client, path, kind, n)))));
        }
      }
      for (Future<?> one : all) {
        one.get();
      }
      assertThat(server.exit()).as("killed").isEqualTo(137);
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  /** Goes on until there is no answer. Whoever gets the last answer kills the server. */
  private static void work(ServerProcess server, AtomicInteger left, Work work) {
    for (int i = 0; work.once(i); i++) {
      if (left.decrementAndGet() == -1) {
        server.kill();
      }
    }
  }

  private static OptionalLong use(Client client, String name, Operation.Kind kind, long argument) {
    String path =
        "/register?name=%s&kind=%s&argument=%d"
            .formatted(name, kind.name().toLowerCase(java.util.Locale.ROOT), argument);
    return client
        .ask(path)
        .map(value -> OptionalLong.of(value.asLong()))
        .orElse(OptionalLong.empty());
  }

  /** Does something once more; says whether it was answered. */
  @FunctionalInterface
  private interface Work {
    boolean once(int time);
  }
}
