package dev.perdure.host.session;

import dev.perdure.host.bundle.BundleException;
import dev.perdure.host.bundle.Bundler;
import dev.perdure.host.bundle.LiveProject;
import dev.perdure.host.cli.CannotStartException;
import dev.perdure.host.cli.HostOptions;
import dev.perdure.host.cli.HostStarter;
import dev.perdure.host.cli.MigrationOutcome;
import dev.perdure.host.config.BindingKind;
import dev.perdure.host.config.ConfigRequest;
import dev.perdure.host.config.Configuration;
import dev.perdure.host.config.DevSettings;
import dev.perdure.host.control.ControlServer;
import dev.perdure.host.control.LiveHouse;
import dev.perdure.host.control.Operations;
import dev.perdure.host.http.Front;
import dev.perdure.host.http.HttpServer;
import dev.perdure.host.life.ObjectLimits;
import dev.perdure.host.log.WorkerLog;
import dev.perdure.host.queue.QueueConsumer;
import dev.perdure.host.websocket.SocketUpgrade;
import dev.perdure.js.url.Url;
import dev.perdure.migrations.MigrationException;
import dev.perdure.migrations.Migrator;
import dev.perdure.migrations.Reconciliation;
import dev.perdure.migrations.Report;
import dev.perdure.storage.StateFolder;
import dev.perdure.storage.StorageException;
import dev.perdure.storage.StorageOptions;
import dev.perdure.workers.event.Event;
import dev.perdure.workers.message.ErrorData;
import dev.perdure.workers.message.GuestException;
import dev.perdure.workers.spi.Channel;
import dev.perdure.workers.spi.GuestLanguage;
import dev.perdure.workers.spi.WorkerLoadException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts hosts. Thread-safe; each host has threads and files of its own. */
public final class Starter implements HostStarter {
  private static final Logger LOG = LoggerFactory.getLogger(Starter.class);
  private static final int PORT = 8787;
  static final Set<BindingKind> SUPPORTED =
      Set.of(
          BindingKind.DURABLE_OBJECTS,
          BindingKind.SERVICES,
          BindingKind.ASSETS,
          BindingKind.KV_NAMESPACES,
          BindingKind.D1_DATABASES,
          BindingKind.R2_BUCKETS,
          BindingKind.QUEUES,
          BindingKind.VERSION_METADATA,
          BindingKind.ANALYTICS_ENGINE_DATASETS,
          BindingKind.SEND_EMAIL,
          BindingKind.RATELIMITS,
          BindingKind.UNSAFE);

  private final Consumer<String> say;
  private final WorkerLog log;
  private final HostSettings settings;

  /**
   * A starter of hosts.
   *
   * @param say takes what the host itself tells its user, line by line
   * @param log where workers log
   * @param settings of all hosts it starts
   */
  public Starter(Consumer<String> say, WorkerLog log, HostSettings settings) {
    this.say = say;
    this.log = log;
    this.settings = settings;
  }

  @Override
  public PerdureHost start(HostOptions options) {
    Deque<AutoCloseable> parts = new ArrayDeque<>();
    try {
      return start(options, parts);
    } catch (WorkerLoadException | StorageException | MigrationException | BundleException e) {
      PerdureHost.closeAll(parts);
      throw CannotStartException.because(String.valueOf(e.getMessage()), e);
    } catch (RuntimeException e) {
      PerdureHost.closeAll(parts);
      throw e;
    }
  }

  private PerdureHost start(HostOptions options, Deque<AutoCloseable> parts) {
    LogLevels.apply(options.logLevel(), log);
    boolean dev = options.mode() == HostOptions.Mode.DEV;
    LiveProject project = project(options, parts);
    LiveProject.Build build = project.build();
    Configuration configuration = build.configuration();
    configuration.warnings().forEach(warning -> say.accept("Warning: " + warning));
    build
        .bundles()
        .values()
        .forEach(bundle -> bundle.warnings().forEach(warning -> say.accept("Warning: " + warning)));

    int cores = Runtime.getRuntime().availableProcessors();
    GuestRuntime runtime =
        opened(parts, GuestRuntime.start(settings.limits(limits(options.idle()))));
    StateFolder state =
        opened(parts, StateFolder.open(stateFolder(options, configuration), storage()));
    Migrator migrator = Migrator.open(state, runtime.services().timers().clock());
    WorkerSet workers =
        opened(
            parts,
            new WorkerSet(
                state,
                migrator,
                runtime,
                log,
                dev ? 1 : cores,
                dev ? QueueConsumer.Usual.DEV : QueueConsumer.Usual.SERVE,
                say));
    workers.update(build);
    control(parts, state, workers);
    if (!dev) {
      workers.fireCrons(configuration.workers());
    }
    HttpServer server =
        opened(parts, listen(options, configuration, front(workers, options, runtime)));
    PerdureHost host = new PerdureHost(parts, server, workers);
    if (options.watch()) {
      host.watch(project, say);
    }
    announce(runtime.languages(), server.address());
    return host;
  }

  private LiveProject project(HostOptions options, Deque<AutoCloseable> parts) {
    boolean dev = options.mode() == HostOptions.Mode.DEV;
    Bundler bundler =
        opened(
            parts,
            Bundler.ofProcess(dev ? Bundler.Mode.DEVELOPMENT : Bundler.Mode.PRODUCTION, say));
    ScheduledExecutorService builds =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("perdure-build").daemon().factory());
    parts.push(builds::shutdownNow);
    return opened(parts, new LiveProject(request(options), bundler, builds));
  }

  /** Lets commands ask; a host that cannot be asked runs all the same. */
  private static void control(Deque<AutoCloseable> parts, StateFolder state, WorkerSet workers) {
    try {
      opened(
          parts,
          ControlServer.start(
              state.root(), new Operations(new LiveHouse(state.root(), workers::all))));
    } catch (IOException | UnsupportedOperationException e) {
      LOG.warn("Commands cannot reach this host, since it has no socket: {}", e.getMessage());
    }
  }

  @Override
  public MigrationOutcome migrate(HostOptions options, boolean dryRun, BooleanSupplier consent) {
    Deque<AutoCloseable> parts = new ArrayDeque<>();
    try {
      return migrate(options, dryRun, consent, parts);
    } catch (WorkerLoadException | StorageException | MigrationException | BundleException e) {
      throw CannotStartException.because(String.valueOf(e.getMessage()), e);
    } finally {
      PerdureHost.closeAll(parts);
    }
  }

  private MigrationOutcome migrate(
      HostOptions options, boolean dryRun, BooleanSupplier consent, Deque<AutoCloseable> parts) {
    LiveProject.Build build = project(options, parts).build();
    Path root = stateFolder(options, build.configuration());
    Migrator migrator =
        dryRun
            ? Migrator.looking(root, InstantSource.system())
            : Migrator.open(
                opened(parts, StateFolder.open(root, storage())), InstantSource.system());
    Reconciliation migration = migrator.plan(Declarations.of(build));
    Report.changes(migration).forEach(say);
    Report.notes(migration).forEach(say);
    if (!migration.problems().isEmpty()) {
      throw new WorkerLoadException(Report.problems(migration.problems()), null);
    }
    if (!migration.changesAnything()) {
      return MigrationOutcome.NOTHING;
    }
    if (dryRun) {
      return MigrationOutcome.SHOWN;
    }
    if (migration.destroys() && !consent.getAsBoolean()) {
      return MigrationOutcome.REFUSED;
    }
    migrator.apply(migration);
    return MigrationOutcome.DONE;
  }

  private StorageOptions storage() {
    StorageOptions usual =
        StorageOptions.DEFAULT
            .sink(settings.commits())
            .mostObjectBytes(settings.limits().storage())
            .history(HistorySettings.of(System.getenv()));
    return settings.timers().map(timers -> usual.clock(timers.clock())).orElse(usual);
  }

  private ObjectLimits limits(HostOptions.Idle idle) {
    ObjectLimits usual = settings.limits();
    return usual.idle(
        idle.hibernateAfter().orElse(usual.hibernateAfter()),
        idle.evictAfter().orElse(usual.evictAfter()));
  }

  private static <T extends AutoCloseable> T opened(Deque<AutoCloseable> parts, T part) {
    parts.push(part);
    return part;
  }

  private static ConfigRequest request(HostOptions options) {
    return new ConfigRequest(
        options.workingDirectory(),
        options.project(),
        options.configs(),
        options.environment(),
        options.vars(),
        SUPPORTED,
        options.mode() == HostOptions.Mode.SERVE,
        LocalDate.now(ZoneOffset.UTC),
        System.getenv());
  }

  private static Path stateFolder(HostOptions options, Configuration configuration) {
    return options
        .state()
        .orElseGet(() -> configuration.main().directory().resolve(".wrangler/state/v3"));
  }

  private static HttpServer listen(HostOptions options, Configuration configuration, Front front) {
    DevSettings dev = configuration.main().dev();
    String ip = options.ip().or(dev::ip).orElse("127.0.0.1");
    int port = options.port().orElseGet(() -> dev.port().orElse(PORT));
    InetSocketAddress address =
        new InetSocketAddress(ip.equals("localhost") ? "127.0.0.1" : ip, port);
    try {
      return HttpServer.start(address, front);
    } catch (IOException e) {
      throw CannotStartException.cannotListen(address, e);
    }
  }

  private static Front front(WorkerSet workers, HostOptions options, GuestRuntime runtime) {
    boolean dev = options.mode() == HostOptions.Mode.DEV;
    Channel worker =
        new Channel() {
          @Override
          public <R> CompletableFuture<R> send(Event<R> event) {
            return workers.send(event);
          }
        };
    return new Front(
        dev
            ? new TriggerRoutes(
                worker, options.testScheduled(), runtime.services().timers().clock())
            : request -> worker.send(new Event.Fetch(request)),
        Starter::normalUrl,
        (request, fault) -> {
          String described = workers.describe(fault);
          LOG.error("{} {} failed: {}", request.method(), request.url(), described);
          boolean overloaded =
              GuestException.dataOf(fault).flags().contains(ErrorData.Flag.OVERLOADED);
          String usual = overloaded ? "Service Unavailable" : "Internal Server Error";
          return Front.text(overloaded ? 503 : 500, dev ? described : usual);
        },
        Optional.of(new SocketUpgrade()));
  }

  private static String normalUrl(String text) {
    Url url = Url.parse(text);
    if (url == null) {
      throw new IllegalArgumentException("'" + text + "' is no URL.");
    }
    return url.hrefWithoutFragment();
  }

  private void announce(List<GuestLanguage> languages, InetSocketAddress address) {
    for (GuestLanguage language : languages) {
      GuestLanguage.Engine engine = language.engine();
      say.accept(
          engine.compiles()
              ? language.name() + " runs on " + engine.description() + ", compiled"
              : "Warning: "
                  + language.name()
                  + " runs on a plain interpreter ("
                  + engine.description()
                  + "), many times slower. Start Perdure by its launcher, ./perdure, on a JDK 25.");
    }
    String host = address.getAddress().getHostAddress();
    String shown = host.contains(":") ? "[" + host + "]" : host;
    say.accept("Ready on http://" + shown + ":" + address.getPort());
  }
}
