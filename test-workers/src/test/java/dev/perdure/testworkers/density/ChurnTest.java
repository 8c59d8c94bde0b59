package dev.perdure.testworkers.density;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.host.life.LifeEvent;
import dev.perdure.testworkers.harness.RawSocket;
import dev.perdure.testworkers.harness.TestHost;
import dev.perdure.testworkers.harness.TestProject;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Connections that come, talk, fall asleep with their object, wake it, and go in every way there
 * is, while objects abort and the code is replaced. What each connection hears is what it said, in
 * order and once; and at the end nothing is left of any of them.
 */
class ChurnTest {
  private static final int CLIENTS = 8;
  private static final int ROOMS = 5;
  private static final int MOST_MESSAGES = 20;
  private static final int ROUNDS = 60;
  private static final int WARMING = 10;
  private static final int SETTLINGS = 20;
  private static final int FEW = 8;
  private static final int MINUTES = Integer.getInteger("churn.minutes", 60);
  private static final Duration IDLE = Duration.ofSeconds(11);
  private static final String CODE =
      """
      import { DurableObject } from "cloudflare:workers";

      /** Answers each message with its number if it is the next of its socket. */
      export class Thing extends DurableObject {
        fetch(request) {
          if (request.headers.get("Upgrade") !== "websocket") return new Response("VERSION");
          const [client, server] = Object.values(new WebSocketPair());
          if (request.url.endsWith("standard")) {
            let next = 0;
            server.accept();
            server.addEventListener("message", ({ data }) => {
              server.send(this.answer(data, next++));
            });
            server.addEventListener("close", ({ code, wasClean }) => wasClean && server.close(code));
          } else {
            this.ctx.acceptWebSocket(server);
            server.serializeAttachment(0);
          }
          return new Response(null, { status: 101, webSocket: client });
        }

        answer(text, next) {
          const [number, what] = text.split(" ");
          if (what === "write") this.ctx.storage.kv.put("last", number);
          if (what === "fail") this.ctx.waitUntil(Promise.reject(new Error("as the test wants it")));
          if (what === "abort") this.ctx.abort("as the test wants it");
          return Number(number) === next ? number : `${number} instead of ${next}`;
        }

        webSocketMessage(ws, text) {
          const next = ws.deserializeAttachment();
          ws.serializeAttachment(next + 1);
          const known = this.ctx.getWebSockets().includes(ws);
          ws.send(known ? this.answer(text, next) : `${text} of a socket that is not listed`);
        }

        webSocketClose(ws, code, reason, wasClean) {
          if (wasClean) ws.close(code);
        }
      }

      export default {
        fetch(request, env) {
          return env.THING.getByName(new URL(request.url).pathname.split("/")[1]).fetch(request);
        },
      };
      """;

  private final Map<LifeEvent.Kind, AtomicLong> lives = new ConcurrentHashMap<>();
  private final AtomicLong messages = new AtomicLong();
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger losses = new AtomicInteger();

  @Test
  @Timeout(300)
  void nothingIsLostDoubledOrLeft(@TempDir Path folder) throws Exception {
    AtomicInteger warming = new AtomicInteger();
    AtomicInteger round = new AtomicInteger();
    churn(
        folder, () -> warming.incrementAndGet() < WARMING, () -> round.incrementAndGet() < ROUNDS);
  }

  @Test
  @Tag("long")
  void nothingIsLostDoubledOrLeftInAnHour(@TempDir Path folder) throws Exception {
    // The compiler keeps what it knows in the same heap, more as long as there is code to compile.
    Duration length = Duration.ofMinutes(MINUTES);
    Instant warm = Instant.now().plus(length.dividedBy(6));
    Instant end = Instant.now().plus(length);
    churn(folder, () -> Instant.now().isBefore(warm), () -> Instant.now().isBefore(end));
  }

  private void churn(Path folder, BooleanSupplier warming, BooleanSupplier more) throws Exception {
    TestProject project = TestProject.of(folder, CODE);
    TestHost host = project.host(TestHost.Settings.DEV.watching()).timed().quiet();
    try (host) {
      host.listening(event -> count(event.kind())).start();
      run(project, host, warming);
      settle(host);
      int files = ProcessFigures.files();
      int threads = ProcessFigures.threads();
      long heap = ProcessFigures.heap();

      run(project, host, more);
      settle(host);

      ProcessFigures.note(
          "%s messages over %s connections, of which %s were cut off; %s"
              .formatted(messages, connections, losses, lives));
      for (int i = 0; i < SETTLINGS && ProcessFigures.files() > files + FEW; i++) {
        host.fetch("/left");
        settle(host);
      }
      // What the JVM itself opens and starts late is few; each connection would leave one.
      assertThat(ProcessFigures.files())
          .as(ProcessFigures::openFiles)
          .isLessThanOrEqualTo(files + FEW);
      assertThat(ProcessFigures.threads()).isLessThanOrEqualTo(threads + FEW);
      assertThat(ProcessFigures.heap()).isLessThan(heap + 48_000_000);
      assertThat(counter(LifeEvent.Kind.HIBERNATED).get()).isPositive();
      assertThat(counter(LifeEvent.Kind.RESET).get()).isPositive();
    }
  }

  private void count(LifeEvent.Kind kind) {
    counter(kind).incrementAndGet();
  }

  private AtomicLong counter(LifeEvent.Kind kind) {
    return lives.computeIfAbsent(kind, each -> new AtomicLong());
  }

  private long live() {
    return counter(LifeEvent.Kind.CREATED).get()
        + counter(LifeEvent.Kind.WOKEN).get()
        - counter(LifeEvent.Kind.HIBERNATED).get()
        - counter(LifeEvent.Kind.EVICTED).get()
        - counter(LifeEvent.Kind.RESET).get();
  }

  /** Lets time pass until every object has gone. */
  private void settle(TestHost host) {
    while (live() > 0) {
      host.pass(IDLE);
      Thread.yield();
    }
  }

  private void run(TestProject project, TestHost host, BooleanSupplier more)
      throws InterruptedException, ExecutionException {
    AtomicBoolean going = new AtomicBoolean(true);
    List<Future<?>> clients = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < CLIENTS; i++) {
        Random random = new Random(i);
        clients.add(
            threads.submit(() -> {
              while (going.get()) {
                connect(host, random);
              }
            }));
      }
      int round = 0;
      do {
        // Some connections come and go, then all that can sleeps, and now and then there is new
        // code.
        int until = connections.get() + CLIENTS;
        while (connections.get() < until && clients.stream().noneMatch(Future::isDone)) {
          Thread.yield();
        }
        host.pass(IDLE);
        if (++round % 10 == 0) {
          project.file("src/index.js", CODE.replace("VERSION", "version " + round));
        }
      } while (more.getAsBoolean() && clients.stream().noneMatch(Future::isDone));
      going.set(false);
      for (Future<?> client : clients) {
        client.get();
      }
    }
  }

  private void connect(TestHost host, Random random) {
    String kind = random.nextInt(4) == 0 ? "standard" : "hibernate";
    connections.incrementAndGet();
    String path = "/" + random.nextInt(ROOMS) + "/" + kind;
    try (RawSocket socket = RawSocket.open(host, path)) {
      if (!socket.head().startsWith("HTTP/1.1 101 ")) {
        // The object was reset under the request.
        losses.incrementAndGet();
        return;
      }
      talk(host, socket, random);
    } catch (UncheckedIOException e) {
      losses.incrementAndGet();
    }
  }

  private void talk(TestHost host, RawSocket socket, Random random) {
    int next = 0;
    for (int burst = random.nextInt(1, 5); burst > 0; burst--) {
      int count = random.nextInt(1, MOST_MESSAGES);
      for (int i = 0; i < count; i++) {
        socket.send((next + i) + (random.nextBoolean() ? " write" : ""));
      }
      for (int i = 0; i < count; i++) {
        String heard = socket.next();
        if (heard.equals("end")) {
          losses.incrementAndGet();
          return;
        }
        assertThat(heard).isEqualTo(Integer.toString(next++));
        messages.incrementAndGet();
      }
      if (random.nextBoolean()) {
        host.pass(IDLE);
      }
    }
    switch (random.nextInt(6)) {
      case 0 -> {
        socket.send(next + " abort");
        assertThat(socket.next()).isEqualTo("end");
      }
      case 1 -> assertThat(socket.ask(next + " fail")).isIn(Integer.toString(next), "end");
      case 2, 3 -> assertThat(socket.sendClose(4000, "").next()).isIn("close 4000 ", "end");
      default -> {
        // It goes without a word.
      }
    }
  }
}
