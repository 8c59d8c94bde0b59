package dev.perdure.testworkers.density;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.host.life.LifeEvent;
import dev.perdure.testworkers.harness.TestHost;
import dev.perdure.workers.event.Event;
import dev.perdure.workers.message.Cancellation;
import dev.perdure.workers.message.HeaderList;
import dev.perdure.workers.message.RequestMessage;
import dev.perdure.workers.message.ResponseMessage;
import dev.perdure.workers.message.SocketEnd;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What sockets of sleeping objects cost: 100,000 to 10,000 objects in one process, and a broadcast
 * to 10,000 in one. Run by {@code mvn verify -Plong}; {@code -Ddensity.sockets=N} changes how many.
 * Where fewer files may be open there are fewer sockets, and the figures say so.
 */
@Tag("long")
class DensityTest {
  private static final int WANTED = Integer.getInteger("density.sockets", 100_000);
  private static final int SPARE_FILES = 600;
  private static final int PER_OBJECT = 10;
  private static final int STEP = 1000;
  private static final int WARMING = 100;
  private static final Duration IDLE = Duration.ofSeconds(11);

  private final AtomicInteger live = new AtomicInteger();

  @Test
  void socketsOfSleepingObjectsCostLittle() throws IOException {
    int possible = Math.min(WANTED, ProcessFigures.mostFiles() - SPARE_FILES - WARMING);
    int sockets = possible - possible % PER_OBJECT;
    try (TestHost host = TestHost.of("sockets").timed().quiet().listening(this::happened).start();
        Program clients = Program.start(host.url())) {
      clients.ask("open " + WARMING + " /room/warm#/hibernate?name=x");
      sleep(host);
      long heap = ProcessFigures.heap();
      long resident = ProcessFigures.resident();
      long opened = 0;
      // An object that is awake has files open too.
      for (int rest = sockets, step = 0; rest > 0; rest -= STEP, step++) {
        int count = Math.min(rest, STEP);
        opened += clients.ask("open " + count + " /room/r" + step + "-#/hibernate?name=x");
        sleep(host);
      }
      long heapEach = (ProcessFigures.heap() - heap) / sockets;
      long residentEach = (ProcessFigures.resident() - resident) / sockets;
      ProcessFigures.note(
          ("%s sockets to %s sleeping objects, opened in %s ms: %s bytes of heap and %s bytes in"
                  + " memory for each%s")
              .formatted(
                  sockets,
                  sockets / PER_OBJECT,
                  opened,
                  heapEach,
                  residentEach,
                  sockets < WANTED ? " (no more files may be open)" : ""));

      long woken = clients.ask("tell 1 say awake");

      assertThat(live).hasValue(1);
      ProcessFigures.note("%s ms to the answer of one that slept".formatted(woken));
      assertThat(heapEach).isLessThan(8_000);
    }
  }

  /**
   * As many as wanted, whatever the number of files: the other ends are in this process. What a
   * connection adds to a socket is in the figures of {@link #socketsOfSleepingObjectsCostLittle}.
   */
  @Test
  void socketsWithoutANetworkCostLess() {
    AtomicInteger received = new AtomicInteger();
    try (TestHost host = TestHost.of("sockets").timed().quiet().listening(this::happened).start()) {
      List<SocketEnd> held = new ArrayList<>(open(host, WARMING, "warm", received));
      sleep(host);
      long heap = ProcessFigures.heap();
      long resident = ProcessFigures.resident();
      for (int rest = WANTED, step = 0; rest > 0; rest -= STEP, step++) {
        held.addAll(open(host, Math.min(rest, STEP), "r" + step + "-", received));
        sleep(host);
      }
      long heapEach = (ProcessFigures.heap() - heap) / WANTED;
      long residentEach = (ProcessFigures.resident() - resident) / WANTED;
      ProcessFigures.note(
          ("%s sockets without a network to %s sleeping objects: %s bytes of heap and %s bytes in"
                  + " memory for each, both ends")
              .formatted(WANTED, WANTED / PER_OBJECT, heapEach, residentEach));

      held.getLast().sendText("say awake");
      while (received.get() == 0) {
        Thread.yield();
      }

      assertThat(live).hasValue(1);
      assertThat(heapEach).isLessThan(4_000);
    }
  }

  private static List<SocketEnd> open(
      TestHost host, int count, String room, AtomicInteger received) {
    List<CompletableFuture<ResponseMessage>> answers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String url = "http://localhost/room/" + room + i / PER_OBJECT + "/hibernate?name=x";
      answers.add(
          host.deliver(
              new Event.Fetch(
                  new RequestMessage(
                      "GET",
                      url,
                      HeaderList.ofPairs("Upgrade", "websocket"),
                      null,
                      null,
                      RequestMessage.Redirect.MANUAL,
                      Cancellation.never()))));
    }
    List<SocketEnd> ends = new ArrayList<>();
    for (CompletableFuture<ResponseMessage> answer : answers) {
      SocketEnd end = Objects.requireNonNull(answer.join().webSocket());
      end.listen(new Counting(end, received));
      ends.add(end);
    }
    return ends;
  }

  /** Counts messages. */
  private record Counting(SocketEnd end, AtomicInteger received) implements SocketEnd.Listener {
    @Override
    public void text(String message) {
      end.taken();
      received.incrementAndGet();
    }

    @Override
    public void binary(byte[] message) {
      end.taken();
      received.incrementAndGet();
    }

    @Override
    public void closed(int code, String reason, boolean clean) {}

    @Override
    public void failed(String message) {}
  }

  @Test
  void aBroadcastReachesAllSocketsOfAnObject() throws IOException {
    int sockets = Math.min(10_000, ProcessFigures.mostFiles() - SPARE_FILES);
    try (TestHost host = TestHost.of("sockets").timed().quiet().listening(this::happened).start();
        Program clients = Program.start(host.url())) {
      clients.ask("open " + sockets + " /room/big/hibernate?name=x");
      for (int i = 0; i < 5; i++) {
        long took = clients.ask("tell " + sockets + " broadcast hi");
        ProcessFigures.note("a broadcast to %s sockets: %s ms".formatted(sockets, took));
      }
      sleep(host);
      long took = clients.ask("tell " + sockets + " broadcast hi");
      ProcessFigures.note("one that wakes the object: %s ms".formatted(took));
      assertThat(live).hasValue(1);
    }
  }

  private void happened(LifeEvent event) {
    switch (event.kind()) {
      case CREATED, WOKEN -> live.incrementAndGet();
      case HIBERNATED, EVICTED, RESET -> live.decrementAndGet();
    }
  }

  /** Lets time pass until every object has gone. */
  private void sleep(TestHost host) {
    do {
      host.pass(IDLE);
      Thread.yield();
    } while (live.get() > 0);
  }

  /** The clients, in a process of their own. */
  private record Program(Process process, PrintStream in, BufferedReader out)
      implements AutoCloseable {
    static Program start(URI url) throws IOException {
      Process process =
          new ProcessBuilder(
                  ProcessHandle.current().info().command().orElse("java"),
                  "-Xmx1500m",
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Clients.class.getName(),
                  Integer.toString(url.getPort()))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      return new Program(
          process,
          new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8),
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)));
    }

    /** Has the clients do something; how many milliseconds it took. */
    long ask(String what) throws IOException {
      in.println(what);
      String answer = out.readLine();
      assertThat(answer).as("the clients' answer to '%s'", what).isNotNull();
      return Long.parseLong(answer);
    }

    @Override
    public void close() {
      process.destroy();
      process.onExit().join();
    }
  }
}
