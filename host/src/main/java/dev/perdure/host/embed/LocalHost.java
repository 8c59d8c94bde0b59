package dev.perdure.host.embed;

import dev.perdure.host.actor.ActorClass;
import dev.perdure.host.actor.ActorEvictions;
import dev.perdure.host.cli.CannotStartException;
import dev.perdure.host.cli.HostOptions;
import dev.perdure.host.log.Ink;
import dev.perdure.host.log.WorkerLog;
import dev.perdure.host.session.HostSettings;
import dev.perdure.host.session.PerdureHost;
import dev.perdure.host.session.Starter;
import dev.perdure.host.turn.ManualTimers;
import dev.perdure.workers.event.Event;
import dev.perdure.workers.spi.Console;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A project that runs inside this JVM, as {@code perdure dev} runs it, for tests:
 *
 * <pre>{@code
 * try (LocalHost host = LocalHost.of(Path.of("my-worker")).start()) {
 *   assertEquals("1", host.fetch("/increment?name=a").body());
 *   host.objects("Counter").runAlarm("a");
 * }
 * }</pre>
 *
 * <p>Its state is in a folder of its own that goes with it, so that hosts do not see each other's.
 * Thread-safe, but for starting and closing.
 */
public final class LocalHost implements AutoCloseable {
  /**
   * How a project is run.
   *
   * @param project the folder with the configuration, or a script
   * @param configs further configuration files, the main worker's first
   * @param environment the section {@code env.NAME} of the configuration
   * @param vars variables that replace those of the configuration, each as {@code KEY:VALUE}
   * @param clock the time at which a clock starts that only {@link #pass} moves; absent for that of
   *     this machine
   */
  public record Settings(
      Path project,
      List<Path> configs,
      Optional<String> environment,
      List<String> vars,
      Optional<Instant> clock) {
    public Settings {
      Objects.requireNonNull(project);
      configs = List.copyOf(configs);
      vars = List.copyOf(vars);
    }

    /** The same with several workers, the first of which answers HTTP. */
    public Settings configs(Path... files) {
      return new Settings(project, List.of(files), environment, vars, clock);
    }

    /** The same in a section of the configuration. */
    public Settings environment(String name) {
      return new Settings(project, configs, Optional.of(name), vars, clock);
    }

    /** The same with other variables, each as {@code KEY:VALUE}. */
    public Settings vars(String... pairs) {
      return new Settings(project, configs, environment, List.of(pairs), clock);
    }

    /**
     * The same by a clock that stands at {@code start} until {@link LocalHost#pass} moves it.
     * Timers, alarms, queues and limits go by it; {@code Date} of a script says the time of this
     * machine, so that {@code start} is best {@link Instant#now}.
     */
    public Settings clock(Instant start) {
      return new Settings(project, configs, environment, vars, Optional.of(start));
    }

    /**
     * Starts the project; returns once it answers.
     *
     * @throws CannotStartException if it does not start
     * @throws dev.perdure.host.config.ConfigException if its configuration is refused
     */
    public LocalHost start() {
      return new LocalHost(this);
    }
  }

  private final Settings settings;
  private final HttpClient client = HttpClient.newHttpClient();
  private final @Nullable ManualTimers clock;
  private Path state;
  private PerdureHost host;

  private LocalHost(Settings settings) {
    this.settings = settings;
    this.clock = settings.clock().map(ManualTimers::new).orElse(null);
    this.state = newFolder();
    this.host = open();
  }

  /** A project to be started. */
  public static Settings of(Path project) {
    return new Settings(
        project.toAbsolutePath(), List.of(), Optional.empty(), List.of(), Optional.empty());
  }

  private static Path newFolder() {
    try {
      return Files.createTempDirectory("perdure-local-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private PerdureHost open() {
    Starter starter =
        new Starter(
            line -> {},
            new WorkerLog(System.out, Ink.NONE, Console.Level.LOG),
            clock == null ? HostSettings.USUAL : HostSettings.USUAL.timers(clock));
    return starter.start(
        new HostOptions(
            HostOptions.Mode.DEV,
            settings.project(),
            Optional.of(settings.project()),
            settings.configs(),
            Optional.empty(),
            OptionalInt.of(0),
            settings.environment(),
            settings.vars(),
            Optional.of(state),
            false,
            false,
            HostOptions.Idle.USUAL,
            HostOptions.LogLevel.LOG));
  }

  /** Where it answers. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + host.address().getPort());
  }

  /** The answer of the main worker to a GET request. */
  public HttpResponse<String> fetch(String path) {
    return fetch(HttpRequest.newBuilder(url().resolve(path)));
  }

  /** The answer of the main worker to a request, whose URL begins with {@link #url}. */
  public HttpResponse<String> fetch(HttpRequest.Builder request) {
    try {
      return client.send(
          request.version(HttpClient.Version.HTTP_1_1).build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /**
   * Runs the scheduled handler of the main worker and returns when its promise has settled.
   *
   * @throws dev.perdure.workers.message.GuestException if the handler fails
   */
  public void scheduled(String cron, Instant time) {
    joined(host.send(new Event.Scheduled(cron, time)));
  }

  /**
   * The objects of a class.
   *
   * @throws IllegalArgumentException if no worker keeps objects of a class of this name
   */
  public LocalObjects objects(String className) {
    return classes().stream()
        .filter(each -> each.className().equals(className))
        .findFirst()
        .map(found -> new LocalObjects(found, evictions()))
        .orElseThrow(() ->
            new IllegalArgumentException(
                "No worker of this host keeps objects of a class '%s', only %s."
                    .formatted(className, classes().stream().map(ActorClass::className).toList())));
  }

  /** Moves the clock of a host that was started with one; what becomes due begins to run. */
  public void pass(Duration time) {
    if (clock == null) {
      throw new IllegalStateException(
          "This host runs by the clock of this machine: start it with Settings.clock().");
    }
    clock.pass(time);
  }

  /** Ends every instance in which nothing happens, as idleness does; their data stays. */
  public void evictAll() {
    joined(evictions().evictAll(false));
  }

  /** Resets every object at once; callers get an error, their data stays. */
  public void abortAll() {
    joined(evictions().abortAll());
  }

  /** Deletes the data of all bindings. The host starts again, at another address. */
  public void reset() {
    close();
    state = newFolder();
    host = open();
  }

  /** Starts the host again on the same data, at another address. */
  public void restart() {
    host.close();
    host = open();
  }

  private List<ActorClass> classes() {
    return host.workers().stream().flatMap(worker -> worker.classes().stream()).toList();
  }

  private ActorEvictions evictions() {
    return new ActorEvictions(this::classes, Set.of());
  }

  static <T> T joined(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  /** Ends the host and deletes its data. */
  @Override
  public void close() {
    host.close();
    try (Stream<Path> files = Files.walk(state)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
