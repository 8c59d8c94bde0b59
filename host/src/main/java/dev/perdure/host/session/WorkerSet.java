package dev.perdure.host.session;

import dev.perdure.host.bundle.Bundle;
import dev.perdure.host.bundle.BundledModule;
import dev.perdure.host.bundle.LiveProject;
import dev.perdure.host.config.Bindings;
import dev.perdure.host.config.Variable;
import dev.perdure.host.config.WorkerConfig;
import dev.perdure.host.log.WorkerLog;
import dev.perdure.host.sourcemap.StackMapper;
import dev.perdure.host.worker.Worker;
import dev.perdure.storage.StateFolder;
import dev.perdure.workers.event.Event;
import dev.perdure.workers.message.ErrorData;
import dev.perdure.workers.message.GuestException;
import dev.perdure.workers.spi.Binding;
import dev.perdure.workers.spi.Channel;
import dev.perdure.workers.spi.Entrypoint;
import dev.perdure.workers.spi.WorkerCode;
import dev.perdure.workers.spi.WorkerLoadException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The workers of a host, wired to each other. {@link #update} is called by one thread at a time;
 * the rest is thread-safe.
 */
final class WorkerSet implements AutoCloseable {
  private static final Duration CPU_LIMIT = Duration.ofSeconds(30);

  private final StateFolder state;
  private final GuestRuntime runtime;
  private final WorkerLog log;
  private final int entryIsolates;
  private final Map<String, Worker> workers = new ConcurrentHashMap<>();
  private final Map<String, StackMapper> mappers = new ConcurrentHashMap<>();
  private volatile String main = "";

  WorkerSet(StateFolder state, GuestRuntime runtime, WorkerLog log, int entryIsolates) {
    this.state = state;
    this.runtime = runtime;
    this.log = log;
    this.entryIsolates = entryIsolates;
  }

  /**
   * Puts new code in the place of the old.
   *
   * @throws WorkerLoadException if a worker's main module cannot be run; the others and the old
   *     code of this one go on
   */
  void update(LiveProject.Build build) {
    List<WorkerConfig> configs = build.configuration().workers();
    for (WorkerConfig config : configs) {
      workers.computeIfAbsent(config.name(), name -> new Worker(name, state, runtime.services()));
    }
    main = build.configuration().main().name();
    for (WorkerConfig config : configs) {
      Bundle bundle = build.bundles().get(config.name());
      if (bundle != null) {
        load(config, bundle);
      }
    }
  }

  private void load(WorkerConfig config, Bundle bundle) {
    StackMapper mapper =
        bundle
            .sourceMap()
            .map(json -> new StackMapper(Map.of(bundle.entry(), json)))
            .orElseGet(StackMapper::none);
    WorkerCode code = code(config, bundle);
    try {
      worker(config.name())
          .load(
              runtime.load(code),
              Steps.plan(config),
              new Worker.Surroundings(
                  environment(config),
                  runtime.outbound(),
                  new MappedConsoles(log, config.name(), mapper),
                  config.cpuLimit().orElse(CPU_LIMIT),
                  entryIsolates))
          .join();
      mappers.put(config.name(), mapper);
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
    return new WorkerCode(config.name(), bundle.entry(), modules, config.compat());
  }

  private Map<String, Binding> environment(WorkerConfig config) {
    Map<String, Binding> environment = new LinkedHashMap<>();
    config
        .vars()
        .forEach((name, variable) -> {
          if (variable instanceof Variable.Json json) {
            environment.put(name, new Binding.Json(json.json()));
          }
        });
    config
        .vars()
        .forEach((name, variable) -> {
          switch (variable) {
            case Variable.Text text -> environment.put(name, new Binding.Text(text.value()));
            case Variable.Secret secret -> environment.put(name, new Binding.Text(secret.value()));
            case Variable.Json json -> {}
          }
        });
    for (Bindings.DurableObject binding : config.bindings().durableObjects()) {
      Worker owner = worker(binding.scriptName().orElse(config.name()));
      environment.put(
          binding.name(), new Binding.Namespace(owner.lateNamespace(binding.className())));
    }
    for (Bindings.Service binding : config.bindings().services()) {
      environment.put(binding.binding(), new Binding.Service(service(binding)));
    }
    return environment;
  }

  private Channel service(Bindings.Service binding) {
    Worker target = worker(binding.service());
    return target.entrypoint(new Entrypoint(binding.entrypoint().orElse("default"), null));
  }

  private Worker worker(String name) {
    Worker worker = workers.get(name);
    if (worker == null) {
      throw new WorkerLoadException(
          "A binding names worker '"
              + name
              + "', which this host does not run; name its configuration with a further -c.",
          null);
    }
    return worker;
  }

  /** Sends an event to the default entrypoint of the main worker. */
  <R> CompletableFuture<R> send(Event<R> event) {
    return worker(main).entrypoint(Entrypoint.DEFAULT).send(event);
  }

  /** The text of an error of the main worker, its stack trace in terms of the sources. */
  String describe(Throwable thrown) {
    return mappers.getOrDefault(main, StackMapper.none()).map(text(thrown));
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

  /** The worker that answers HTTP requests. */
  String main() {
    return main;
  }

  @Override
  public void close() {
    workers.values().forEach(Worker::close);
  }
}
