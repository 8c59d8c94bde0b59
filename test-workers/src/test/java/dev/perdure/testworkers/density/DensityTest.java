package dev.perdure.testworkers.density;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.host.life.LifeEvent;
import dev.perdure.testworkers.harness.TestHost;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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
