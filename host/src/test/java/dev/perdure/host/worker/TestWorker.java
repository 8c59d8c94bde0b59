package dev.perdure.host.worker;

import dev.perdure.host.actor.ActorServices;
import dev.perdure.host.actor.Consoles;
import dev.perdure.host.outbound.HttpOutbound;
import dev.perdure.host.turn.CpuWatch;
import dev.perdure.host.turn.GuestThreads;
import dev.perdure.host.turn.SystemTimers;
import dev.perdure.js.JavaScript;
import dev.perdure.migrations.ClassPlan;
import dev.perdure.storage.StateFolder;
import dev.perdure.workers.compat.CompatFlags;
import dev.perdure.workers.event.Event;
import dev.perdure.workers.id.ActorId;
import dev.perdure.workers.message.Body;
import dev.perdure.workers.message.HeaderList;
import dev.perdure.workers.message.RequestMessage;
import dev.perdure.workers.message.ResponseMessage;
import dev.perdure.workers.spi.Binding;
import dev.perdure.workers.spi.Console;
import dev.perdure.workers.spi.Entrypoint;
import dev.perdure.workers.spi.WorkerCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Assertions;

/** A worker of one module without a server in front, for tests. */
public final class TestWorker implements AutoCloseable {
  private static final JavaScript LANGUAGE = new JavaScript();
  private static final HttpOutbound NETWORK = new HttpOutbound();
  private static final GuestThreads THREADS = new GuestThreads(2);

  static {
    new CpuWatch(THREADS).start();
  }

  private final Path folder;
  private final String script;
  private final List<String> classes;
  private final LocalDate date;
  private final List<String> flags;
  private final List<String> log = new CopyOnWriteArrayList<>();
  private final SystemTimers timers = new SystemTimers();
  private StateFolder state;
  private Worker worker;

  private TestWorker(LocalDate date, String script, List<String> classes, List<String> flags) {
    this.date = date;
    this.script = script;
    this.flags = flags;
    this.classes = classes;
    try {
      this.folder = Files.createTempDirectory("perdure-test-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.state = StateFolder.open(folder);
    this.worker = start();
  }

  /** Loads {@code script}; each class is bound under its name in capitals and has SQL. */
  public static TestWorker of(String script, String... classes) {
    return dated(LocalDate.of(2026, 1, 1), script, classes);
  }

  /** The same with a compatibility date. */
  public static TestWorker dated(LocalDate date, String script, String... classes) {
    return new TestWorker(date, script, Arrays.asList(classes), List.of());
  }

  /** Loads {@code script} with Node's modules and globals. */
  static TestWorker node(String script) {
    return new TestWorker(
        LocalDate.of(2026, 1, 1), script, List.of(), List.of("nodejs_compat", "nodejs_compat_v2"));
  }

  /** Loads {@code script} with compatibility flags. */
  static TestWorker flagged(LocalDate date, String script, String... flags) {
    return new TestWorker(date, script, List.of(), Arrays.asList(flags));
  }

  private Worker start() {
    ActorServices services =
        new ActorServices(
            THREADS,
            Thread::startVirtualThread,
            timers,
            (where, fault) -> {
              log.add("FAULT " + where + " " + fault);
              fault.printStackTrace();
            });
    Worker started = new Worker("test", state, services);
    Map<String, Binding> env = new LinkedHashMap<>();
    for (String name : classes) {
      env.put(name.toUpperCase(Locale.ROOT), new Binding.Namespace(started.lateNamespace(name)));
    }
    WorkerCode code =
        new WorkerCode(
            "test",
            "worker.mjs",
            List.of(
                new WorkerCode.Module(
                    "worker.mjs",
                    WorkerCode.Module.Type.ES,
                    script.getBytes(StandardCharsets.UTF_8))),
            CompatFlags.of(date, flags));
    Map<String, ClassPlan.Kept> kept = new LinkedHashMap<>();
    classes.forEach(name -> kept.put(name, new ClassPlan.Kept("test-" + name, true)));
    join(
        started.load(
            LANGUAGE.load(code),
            new ClassPlan(kept),
            new Worker.Surroundings(
                env,
                NETWORK,
                consoles(),
                flags.isEmpty() ? Duration.ofSeconds(1) : Duration.ofSeconds(20),
                1)));
    return started;
  }

  private Consoles consoles() {
    Console console = (level, text) -> log.add(level + " " + text);
    return new Consoles() {
      @Override
      public Console entry() {
        return console;
      }

      @Override
      public Console object(String className, ActorId id) {
        return console;
      }
    };
  }

  /** What was logged. */
  public List<String> log() {
    return log;
  }

  /** Ends the worker and starts it again on the same state. */
  public void restart() {
    worker.close();
    state.close();
    state = StateFolder.open(folder);
    worker = start();
  }

  /** Sends a request. */
  public CompletableFuture<ResponseMessage> send(RequestMessage request) {
    return worker.entrypoint(Entrypoint.DEFAULT).send(new Event.Fetch(request));
  }

  /** Lets go of every object in which nothing happens; gives their number. */
  public int hibernate() {
    return join(worker.hibernateIdle());
  }

  /** How many objects are live. */
  public int live() {
    return worker.liveObjects();
  }

  /** Sends a GET request. */
  public CompletableFuture<ResponseMessage> send(String path) {
    return worker
        .entrypoint(Entrypoint.DEFAULT)
        .send(
            new Event.Fetch(
                RequestMessage.of("GET", "http://localhost" + path, HeaderList.EMPTY, null)));
  }

  /** The status and the text of the answer to a GET request. */
  public String get(String path) {
    return text(send(path));
  }

  static String text(CompletableFuture<ResponseMessage> answer) {
    ResponseMessage response = join(answer);
    String text =
        switch (response.body()) {
          case null -> "";
          case Body.Bytes whole -> new String(whole.bytes(), StandardCharsets.UTF_8);
          case Body.Stream stream -> Assertions.fail("The answer streams.");
        };
    return response.status() + " " + text;
  }

  private static <T> T join(CompletableFuture<T> future) {
    try {
      return future.get(30, TimeUnit.SECONDS);
    } catch (java.util.concurrent.ExecutionException e) {
      throw new CompletionException(e.getCause());
    } catch (InterruptedException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    worker.close();
    state.close();
    timers.close();
  }
}
