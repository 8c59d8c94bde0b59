package dev.perdure.host.session;

import dev.perdure.host.assets.AssetRouter;
import dev.perdure.host.assets.AssetSite;
import dev.perdure.host.bundle.Bundle;
import dev.perdure.host.bundle.BundledModule;
import dev.perdure.host.bundle.LiveProject;
import dev.perdure.host.config.Bindings;
import dev.perdure.host.config.WorkerConfig;
import dev.perdure.host.cron.CronClock;
import dev.perdure.host.log.WorkerLog;
import dev.perdure.host.queue.QueueConsumer;
import dev.perdure.host.queue.Queues;
import dev.perdure.host.sourcemap.StackMapper;
import dev.perdure.host.worker.Worker;
import dev.perdure.migrations.Declaration;
import dev.perdure.migrations.Migrator;
import dev.perdure.migrations.Reconciliation;
import dev.perdure.migrations.Registry;
import dev.perdure.migrations.Report;
import dev.perdure.storage.StateFolder;
import dev.perdure.workers.compat.CompatFlag;
import dev.perdure.workers.event.Event;
import dev.perdure.workers.message.ErrorData;
import dev.perdure.workers.message.GuestException;
import dev.perdure.workers.spi.ActorNamespace;
import dev.perdure.workers.spi.Channel;
import dev.perdure.workers.spi.Entrypoint;
import dev.perdure.workers.spi.Export;
import dev.perdure.workers.spi.WorkerCode;
import dev.perdure.workers.spi.WorkerLoadException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The workers of a host, wired to each other. {@link #update} is called by one thread at a time;
 * the rest is thread-safe.
 */
final class WorkerSet implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerSet.class);
  private static final Duration CPU_LIMIT = Duration.ofSeconds(30);

  private final StateFolder state;
  private final GuestRuntime runtime;
  private final WorkerLog log;
  private final int entryIsolates;
  private final Map<String, Worker> workers = new ConcurrentHashMap<>();
  private final Map<String, StackMapper> mappers = new ConcurrentHashMap<>();
  private final Map<String, AssetRouter> assets = new ConcurrentHashMap<>();
  private final QueueConsumer.Usual usual;
  private final Queues queues;
  private final Environments environments;
  private final Map<String, CronClock> crons = new ConcurrentHashMap<>();
  private final Set<String> withoutCode = ConcurrentHashMap.newKeySet();
  private final Migrator migrator;
  private final Consumer<String> say;
  private volatile String main = "";
  private volatile Registry classes = Registry.EMPTY;

  WorkerSet(
      StateFolder state,
      Migrator migrator,
      GuestRuntime runtime,
      WorkerLog log,
      int entryIsolates,
      QueueConsumer.Usual usual,
      Consumer<String> say) {
    this.state = state;
    this.migrator = migrator;
    this.say = say;
    this.runtime = runtime;
    this.log = log;
    this.entryIsolates = entryIsolates;
    this.usual = usual;
    this.queues = new Queues(state, runtime.services().timers());
    this.environments =
        new Environments(new Others(), state, queues, runtime.services().timers().clock());
  }

  /**
   * Puts new code in the place of the old, and brings the classes of the state to what is
   * configured.
   *
   * @throws WorkerLoadException if a worker's main module cannot be run, or the classes cannot be
   *     migrated without losing objects; then the old code of all goes on
   */
  void update(LiveProject.Build build) {
    List<WorkerConfig> configs = build.configuration().workers();
    List<Declaration> declarations = Declarations.of(build);
    Reconciliation migration = migrator.plan(declarations);
    Migrations.requirePossible(migration);
    Registry classesBefore = classes;
    classes = migration.after();
    for (WorkerConfig config : configs) {
      workers.computeIfAbsent(config.name(), name -> new Worker(name, state, runtime.services()));
    }
    main = build.configuration().main().name();
    configs.forEach(this::routeAssets);
    Map<String, Worker.Prepared> prepared = new LinkedHashMap<>();
    try {
      for (WorkerConfig config : configs) {
        Bundle bundle = build.bundles().get(config.name());
        if (bundle != null) {
          prepared.put(config.name(), prepare(config, bundle));
        }
      }
    } catch (RuntimeException e) {
      prepared.values().forEach(Worker.Prepared::discard);
      classes = classesBefore;
      throw e;
    }
    declarations.forEach(each -> worker(each.worker()).retire(migration.classes(each)));
    migrator.apply(migration);
    Report.changes(migration).forEach(say);
    Report.notes(migration).forEach(say);
    for (Declaration each : declarations) {
      Worker.Prepared code = prepared.get(each.worker());
      if (code != null) {
        worker(each.worker()).activate(code, migration.classes(each));
      }
    }
    queues.consume(consumers(configs));
  }

  private Map<String, QueueConsumer> consumers(List<WorkerConfig> configs) {
    Map<String, QueueConsumer> consumers = new HashMap<>();
    for (WorkerConfig config : configs) {
      for (Bindings.QueueConsumer each : config.bindings().queueConsumers()) {
        consumers.put(
            each.queue(),
            new QueueConsumer(
                worker(config.name()).entrypoint(Entrypoint.DEFAULT),
                each.maxBatchSize().orElse(usual.batchSize()),
                each.maxBatchTimeout().map(Duration::ofSeconds).orElse(usual.batchTimeout()),
                each.maxRetries().orElse(usual.retries()),
                each.deadLetterQueue(),
                Duration.ofSeconds(each.retryDelay().orElse(0)),
                each.maxConcurrency().orElse(1)));
      }
    }
    return consumers;
  }

  private Worker.Prepared prepare(WorkerConfig config, Bundle bundle) {
    StackMapper mapper =
        bundle
            .sourceMap()
            .map(json -> new StackMapper(Map.of(bundle.entry(), json)))
            .orElseGet(StackMapper::none);
    WorkerCode code = code(config, bundle);
    try {
      Worker.Prepared prepared =
          worker(config.name())
              .prepare(
                  runtime.load(code),
                  new Worker.Surroundings(
                      environments.of(config),
                      runtime.outbound(),
                      new MappedConsoles(log, config.name(), mapper),
                      config.cpuLimit().orElse(CPU_LIMIT),
                      entryIsolates))
              .join();
      mappers.put(config.name(), mapper);
      return prepared;
    } catch (CompletionException e) {
      throw new WorkerLoadException(
          "Worker '" + config.name() + "' did not start: " + mapper.map(text(e)), e);
    }
  }

  private static WorkerCode code(WorkerConfig config, Bundle bundle) {
    List<WorkerCode.Module> modules = new ArrayList<>();
    for (BundledModule module : bundle.modules()) {
      modules.add(
          new WorkerCode.Module(
              module.name(), WorkerCode.Module.Type.valueOf(module.type().name()), module.bytes()));
    }
    return new WorkerCode(
        config.name(), bundle.entry(), modules, config.compat(), config.bundling().java().fenced());
  }

  private Worker worker(String name) {
    Worker worker = workers.get(name);
    if (worker == null) {
      throw new WorkerLoadException("This host runs no worker '" + name + "'.", null);
    }
    return worker;
  }

  /** Sends an event to the main worker, its assets before it. */
  <R> CompletableFuture<R> send(Event<R> event) {
    return front(main, Entrypoint.DEFAULT).send(event);
  }

  /** Fires the cron triggers of the workers from now on. */
  void fireCrons(List<WorkerConfig> configs) {
    for (WorkerConfig config : configs) {
      crons
          .computeIfAbsent(config.name(), any -> new CronClock(runtime.services().timers()))
          .run(
              config.crons(),
              (cron, time) ->
                  worker(config.name())
                      .entrypoint(Entrypoint.DEFAULT)
                      .send(new Event.Scheduled(cron, time))
                      .whenComplete((nothing, thrown) -> {
                        if (thrown != null) {
                          LOG.error(
                              "The cron trigger '{}' of worker '{}' failed: {}",
                              cron,
                              config.name(),
                              describe(thrown));
                        }
                      }));
    }
  }

  private void routeAssets(WorkerConfig config) {
    Optional<Bindings.Assets> found =
        config.bindings().assets().filter(each -> each.directory().isPresent());
    if (found.isEmpty()) {
      assets.remove(config.name());
      return;
    }
    boolean navigation = config.compat().on(CompatFlag.ASSETS_NAVIGATION_PREFERS_ASSET_SERVING);
    AssetSite site = AssetSite.of(found.get(), runtime.blocking(), warning -> LOG.warn(warning));
    assets.put(
        config.name(),
        new AssetRouter(
            site,
            AssetRouter.Order.of(found.get().runWorkerFirst(), navigation),
            runtime.blocking()));
    if (config.main().isEmpty()) {
      withoutCode.add(config.name());
    } else {
      withoutCode.remove(config.name());
    }
  }

  /** The entrypoints of a worker that have a handler {@code test}, in order. */
  List<String> testsOf(String name) {
    return worker(name).exports().stream()
        .filter(export -> export.handlers().contains("test"))
        .map(Export::name)
        .toList();
  }

  /** An entrypoint of a worker. */
  Channel service(String name, Entrypoint entrypoint) {
    return worker(name).entrypoint(entrypoint);
  }

  private Channel front(String name, Entrypoint entrypoint) {
    AssetRouter router = assets.get(name);
    Channel worker = withoutCode.contains(name) ? null : worker(name).entrypoint(entrypoint);
    if (router != null && (worker == null || entrypoint.name().equals("default"))) {
      return router.inFrontOf(worker);
    }
    return worker(name).entrypoint(entrypoint);
  }

  /** The workers as the bindings of others reach them: found when they are used. */
  private final class Others implements Environments.Neighbours {
    @Override
    public ActorNamespace namespace(String worker, String className) {
      Registry.Home home = classes.home(worker, className);
      if (isMissing(home.worker())) {
        return Unconnected.objects(home.worker(), home.className());
      }
      return worker(home.worker()).lateNamespace(home.className());
    }

    @Override
    public Channel service(String worker, Entrypoint entrypoint) {
      if (isMissing(worker)) {
        return new Unconnected(worker, "\"" + entrypoint.name() + "\" entrypoint");
      }
      return new Channel() {
        @Override
        public <R> CompletableFuture<R> send(Event<R> event) {
          return front(worker, entrypoint).send(event);
        }
      };
    }

    private boolean isMissing(String worker) {
      boolean missing = !workers.containsKey(worker);
      if (missing) {
        LOG.warn(
            "A binding names worker '{}', which this host does not run: using it will fail. Name its"
                + " configuration with a further -c.",
            worker);
      }
      return missing;
    }

    @Override
    public Channel assets(String worker) {
      return new Channel() {
        @Override
        public <R> CompletableFuture<R> send(Event<R> event) {
          AssetRouter router = assets.get(worker);
          return router == null
              ? CompletableFuture.failedFuture(
                  GuestException.error("Worker '" + worker + "' has no assets."))
              : router.assets().send(event);
        }
      };
    }
  }

  /** The text of an error of the main worker, its stack trace in terms of the sources. */
  String describe(Throwable thrown) {
    return describe(main, thrown);
  }

  /** The text of an error of a worker, its stack trace in terms of the sources. */
  String describe(String name, Throwable thrown) {
    return mappers.getOrDefault(name, StackMapper.none()).map(text(thrown));
  }

  private static String text(Throwable thrown) {
    Throwable cause = GuestException.unwrapped(thrown);
    if (!(cause instanceof GuestException guest)) {
      return "Error: internal error: " + cause;
    }
    ErrorData error = guest.error();
    String stack = error.stack();
    String name =
        error.name().startsWith("DOMException:") ? error.name().substring(13) : error.name();
    return stack != null ? stack : (name.isEmpty() ? "Error" : name) + ": " + error.message();
  }

  /** All of them. */
  Collection<Worker> all() {
    return List.copyOf(workers.values());
  }

  /** The worker that answers HTTP requests. */
  String main() {
    return main;
  }

  @Override
  public void close() {
    queues.close();
    crons.values().forEach(CronClock::close);
    workers.values().forEach(Worker::close);
  }
}
