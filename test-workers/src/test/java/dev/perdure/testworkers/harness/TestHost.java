package dev.perdure.testworkers.harness;

import dev.perdure.host.cli.HostOptions;
import dev.perdure.host.life.LifeListener;
import dev.perdure.host.session.HostSettings;
import dev.perdure.host.turn.ManualTimers;
import dev.perdure.workers.event.Event;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One worker project that runs for the tests of a class, with its state in a folder that goes with
 * it: {@code @RegisterExtension static final TestHost HOST = TestHost.of("objects");}
 */
public final class TestHost implements BeforeAllCallback, AfterAllCallback, AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Path project;
  private final Settings settings;
  private final HttpClient client = HttpClient.newHttpClient();
  private @Nullable Path state;
  private @Nullable Server server;
  private HostSettings host = HostSettings.USUAL;
  private HostOptions.LogLevel level = HostOptions.LogLevel.DEBUG;
  private @Nullable ManualTimers clock;
  private boolean shared;
  private boolean peer = Boolean.getBoolean("perdure.on.peer");

  /**
   * How a project is run.
   *
   * @param mode for its author, or for its users
   * @param environment the section {@code env.NAME} of its configuration to use
   * @param configs further configuration files
   * @param vars variables, each as {@code KEY:VALUE}
   * @param watch whether changes reload it
   * @param testScheduled whether a request fires the scheduled handler
   */
  public record Settings(
      HostOptions.Mode mode,
      Optional<String> environment,
      List<Path> configs,
      List<String> vars,
      boolean watch,
      boolean testScheduled) {
    /** The settings of a plain {@code perdure dev --no-watch}. */
    public static final Settings DEV =
        new Settings(HostOptions.Mode.DEV, Optional.empty(), List.of(), List.of(), false, false);

    /** The same for the worker's users. */
    public Settings serving() {
      return new Settings(HostOptions.Mode.SERVE, environment, configs, vars, watch, testScheduled);
    }

    /** The same with a section of the configuration. */
    public Settings in(String name) {
      return new Settings(mode, Optional.of(name), configs, vars, watch, testScheduled);
    }

    /** The same with configuration files named. */
    public Settings with(Path... files) {
      return new Settings(mode, environment, List.of(files), vars, watch, testScheduled);
    }

    /** The same with variables of the command line. */
    public Settings vars(String... pairs) {
      return new Settings(mode, environment, configs, List.of(pairs), watch, testScheduled);
    }

    /** The same, reloading on changes. */
    public Settings watching() {
      return new Settings(mode, environment, configs, vars, true, testScheduled);
    }

    /** The same, with a request that fires the scheduled handler. */
    public Settings firingCron() {
      return new Settings(mode, environment, configs, vars, watch, true);
    }
  }

  private TestHost(Path project, Settings settings) {
    this.project = project.toAbsolutePath().normalize();
    this.settings = settings;
  }

  /** A project of {@code src/test/workers}. */
  public static TestHost of(String worker) {
    return at(Path.of("src/test/workers", worker), Settings.DEV);
  }

  /** A project among the samples. */
  public static TestHost sample(String sample) {
    return at(Path.of("samples", sample), Settings.DEV);
  }

  /** A project anywhere. */
  public static TestHost at(Path project, Settings settings) {
    return new TestHost(project, settings);
  }

  /** The same host, with its state in a folder that others keep. */
  public TestHost on(Path folder) {
    shared = true;
    state = folder;
    return this;
  }

  /** The same host with a clock that {@link #pass} moves. */
  public TestHost timed() {
    clock = new ManualTimers(Instant.now());
    host = host.timers(clock);
    return this;
  }

  /** The same host with settings that only an application can choose. */
  public TestHost set(UnaryOperator<HostSettings> change) {
    host = change.apply(host);
    return this;
  }

  /** Moves the clock of a host that is {@link #timed}; what becomes due runs. */
  public void pass(Duration time) {
    clock().pass(time);
  }

  /** The time of a host that is {@link #timed}. */
  public Instant now() {
    return clock().clock().instant();
  }

  private ManualTimers clock() {
    if (clock == null) {
      throw new IllegalStateException("The host runs by the clock of this machine: say timed().");
    }
    return clock;
  }

  /** The same host with somebody who hears what becomes of its objects. */
  public TestHost listening(LifeListener listener) {
    host = host.listener(listener);
    return this;
  }

  /** The same host, which logs nothing that is not worth a warning. */
  public TestHost quiet() {
    level = HostOptions.LogLevel.WARN;
    return this;
  }

  /** The same host, run by the peer. */
  public TestHost byPeer() {
    peer = true;
    return this;
  }

  /** Whether a peer can be run. */
  public static boolean peerInstalled() {
    return PeerServer.program().isPresent();
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    start();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    close();
  }

  /** Starts the project. */
  public TestHost start() {
    try {
      state = state == null ? Files.createTempDirectory("perdure-state-") : state;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server = peer ? PeerServer.start(project, state) : PerdureServer.start(options(state), host);
    return this;
  }

  private HostOptions options(Path folder) {
    return new HostOptions(
        settings.mode(),
        project,
        Optional.of(project),
        settings.configs(),
        Optional.empty(),
        OptionalInt.of(0),
        settings.environment(),
        settings.vars(),
        Optional.of(folder),
        settings.watch(),
        settings.testScheduled(),
        HostOptions.Idle.USUAL,
        level);
  }

  /** Ends the host and starts it again on the same state. */
  public void restart() {
    stop();
    start();
  }

  /** Ends the host and keeps its state. */
  public void stop() {
    if (server != null) {
      server.close();
      server = null;
    }
  }

  @Override
  public void close() {
    stop();
    if (state != null && !shared) {
      delete(state);
      state = null;
    }
  }

  /** Where the host answers. */
  public URI url() {
    return running().url();
  }

  /** The folder that holds the host's state. */
  public Path state() {
    if (state == null) {
      throw new IllegalStateException("The host was not started.");
    }
    return state;
  }

  /** The database of an object, whether it exists or not. */
  public Path database(String namespace, String id) {
    return state().resolve("do").resolve(namespace).resolve(id + ".sqlite");
  }

  /** What the host and its workers have written since the last start, line by line. */
  public List<String> logs() {
    return running().logs();
  }

  /** What the case of this name gives back, in the terms of {@code workers/lib/cases.js}. */
  public Object run(String name, String... query) {
    return fetch("/" + name + query(query)).caseValue();
  }

  /** The answer to a GET request. */
  public Answer fetch(String path) {
    return fetch(request(path));
  }

  /** The answer to a request. */
  public Answer fetch(HttpRequest.Builder request) {
    HttpResponse<String> response =
        send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    return new Answer(response.statusCode(), response.headers(), response.body());
  }

  /** The response to a request, its body handled as the caller wants. */
  public <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> body) {
    try {
      return client.send(request.timeout(LIMIT).build(), body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The response to a request, to be had later; cancelling it closes the connection. */
  public CompletableFuture<HttpResponse<String>> sendAsync(HttpRequest.Builder request) {
    return client.sendAsync(request.timeout(LIMIT).build(), HttpResponse.BodyHandlers.ofString());
  }

  /** Gives an event to the worker without a network in between. */
  public <R> CompletableFuture<R> deliver(Event<R> event) {
    if (running() instanceof PerdureServer here) {
      return here.deliver(event);
    }
    throw new IllegalStateException("The peer has a process of its own.");
  }

  /** The beginning of a request to this host. */
  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url() + path)).version(HttpClient.Version.HTTP_1_1);
  }

  private static String query(String... pairs) {
    return pairs.length == 0
        ? ""
        : Stream.of(pairs)
            .map(pair -> pair.split("=", 2))
            .map(pair -> pair[0] + "=" + URLEncoder.encode(pair[1], StandardCharsets.UTF_8))
            .collect(Collectors.joining("&", "?", ""));
  }

  private Server running() {
    if (server == null) {
      throw new IllegalStateException("The host does not run.");
    }
    return server;
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A value as {@link #run} gives it, written as JSON. */
  public static Object json(String text) {
    return Answer.parse(text);
  }

  /** An error as {@code workers/lib/cases.js} describes it, with further properties. */
  public static Map<String, Object> error(String name, String message, Object... properties) {
    Map<String, Object> error = new LinkedHashMap<>();
    for (int i = 0; i < properties.length; i += 2) {
      error.put((String) properties[i], properties[i + 1]);
    }
    error.put("name", name);
    error.put("message", message);
    return error;
  }
}
