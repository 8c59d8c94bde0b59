package dev.perdure.host.wdtest;

import dev.perdure.host.actor.ActorEvictions;
import dev.perdure.host.log.WorkerLog;
import dev.perdure.host.session.GuestRuntime;
import dev.perdure.host.session.MappedConsoles;
import dev.perdure.host.session.TestCase;
import dev.perdure.host.sourcemap.StackMapper;
import dev.perdure.host.wdtest.WdConfig.WdModule;
import dev.perdure.host.wdtest.WdConfig.WdNamespace;
import dev.perdure.host.wdtest.WdConfig.WdTarget;
import dev.perdure.host.wdtest.WdConfig.WdWorker;
import dev.perdure.host.worker.Props;
import dev.perdure.host.worker.Worker;
import dev.perdure.migrations.ClassPlan;
import dev.perdure.storage.StateFolder;
import dev.perdure.workers.compat.CompatFault;
import dev.perdure.workers.compat.CompatFlags;
import dev.perdure.workers.message.ErrorData;
import dev.perdure.workers.message.GuestException;
import dev.perdure.workers.spi.Binding;
import dev.perdure.workers.spi.Channel;
import dev.perdure.workers.spi.Entrypoint;
import dev.perdure.workers.spi.Export;
import dev.perdure.workers.spi.WorkerCode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The workers of one configuration at one date, with a state of their own. */
final class WdRun implements AutoCloseable {
  private static final Duration CPU_LIMIT = Duration.ofSeconds(60);
  private static final String INTERNET = "internet";
  private static final byte[] GC = "globalThis.gc ??= () => {};".getBytes(StandardCharsets.UTF_8);

  private final GuestRuntime runtime;
  private final WdConfig config;
  private final LocalDate date;
  private final Sources sources;
  private final WorkerLog log;
  private final Consumer<String> remarks;
  private final Map<String, Worker> workers = new LinkedHashMap<>();

  WdRun(
      GuestRuntime runtime,
      WdConfig config,
      LocalDate date,
      StateFolder state,
      Sources sources,
      WorkerLog log,
      Consumer<String> remarks) {
    this.runtime = runtime;
    this.config = config;
    this.date = date;
    this.sources = sources;
    this.log = log;
    this.remarks = remarks;
    config
        .workers()
        .keySet()
        .forEach(name -> workers.put(name, new Worker(name, state, runtime.services())));
  }

  /** Loads every worker, then runs every entrypoint that has a test, in the order of the file. */
  void run(Consumer<TestCase> outcomes) {
    List<Runnable> cases = new ArrayList<>();
    for (WdWorker described : config.workers().values()) {
      for (Export export : load(described)) {
        if (export.handlers().contains("test")) {
          cases.add(() -> outcomes.accept(run(described.name(), export.name())));
        }
      }
    }
    cases.forEach(Runnable::run);
  }

  private TestCase run(String service, String entrypoint) {
    return TestCase.run(
        service + ":" + entrypoint,
        worker(service).entrypoint(new Entrypoint(entrypoint, null)),
        WdRun::text);
  }

  private List<Export> load(WdWorker described) {
    try {
      return worker(described.name())
          .load(
              runtime.load(code(described)),
              plan(described),
              new Worker.Surroundings(
                  environment(described),
                  described.globalOutbound().map(this::channel).orElse(runtime.outbound()),
                  new MappedConsoles(log, described.name(), StackMapper.none()),
                  CPU_LIMIT,
                  1,
                  evictions()))
          .join();
    } catch (CompletionException e) {
      throw new WdConfigException(
          "Service '%s' does not start: %s"
              .formatted(described.name(), text(e.getCause() == null ? e : e.getCause())),
          e);
    }
  }

  private ActorEvictions evictions() {
    Set<String> kept = new HashSet<>();
    for (WdWorker worker : config.workers().values()) {
      worker.namespaces().stream()
          .filter(WdNamespace::preventEviction)
          .forEach(namespace -> kept.add(key(worker, namespace)));
    }
    return new ActorEvictions(
        () -> workers.values().stream().flatMap(worker -> worker.classes().stream()).toList(),
        kept);
  }

  private static String key(WdWorker worker, WdNamespace namespace) {
    return namespace.uniqueKey().orElse("ephemeral-" + worker.name() + "-" + namespace.className());
  }

  private WorkerCode code(WdWorker worker) {
    List<WorkerCode.Module> modules =
        Stream.concat(worker.modules().stream(), config.extensions().stream())
            .map(sources::module)
            .map(this::withGc)
            .toList();
    return new WorkerCode(
        worker.name(), worker.modules().getFirst().name(), modules, flags(worker));
  }

  /**
   * No engine of ours collects on demand, and scripts may not rely on it: {@code gc} does nothing.
   */
  private WorkerCode.Module withGc(WorkerCode.Module module) {
    if (!config.asksForGc() || module.type() != WorkerCode.Module.Type.ES) {
      return module;
    }
    byte[] text = module.bytes();
    byte[] all = Arrays.copyOf(GC, GC.length + text.length);
    System.arraycopy(text, 0, all, GC.length, text.length);
    return new WorkerCode.Module(module.name(), module.type(), all);
  }

  private CompatFlags flags(WdWorker worker) {
    LocalDate used = worker.date().flatMap(CompatFlags::parseDate).orElse(date);
    List<String> named = new ArrayList<>(worker.flags());
    for (CompatFault fault : CompatFlags.faults(used, named, used)) {
      if (fault instanceof CompatFault.UnknownFlag unknown) {
        remarks.accept("Service '%s': %s".formatted(worker.name(), fault.message()));
        named.remove(unknown.value());
      }
    }
    return CompatFlags.of(used, named);
  }

  private static ClassPlan plan(WdWorker worker) {
    Map<String, ClassPlan.Kept> classes = new LinkedHashMap<>();
    for (WdNamespace namespace : worker.namespaces()) {
      classes.put(
          namespace.className(), new ClassPlan.Kept(key(worker, namespace), namespace.sql()));
    }
    return new ClassPlan(classes);
  }

  private Map<String, Binding> environment(WdWorker worker) {
    Map<String, Binding> environment = new LinkedHashMap<>();
    for (WdNode binding : worker.bindings()) {
      String name = binding.required("name").text();
      binding(worker, binding)
          .ifPresentOrElse(
              found -> environment.put(name, found),
              () ->
                  remarks.accept(
                      "Service '%s': binding '%s' %s is of a kind that 'perdure test' does not have."
                          .formatted(worker.name(), name, binding.fields())));
    }
    return environment;
  }

  private Optional<Binding> binding(WdWorker worker, WdNode binding) {
    return Stream.<Optional<Binding>>of(
            binding.field("text").map(text -> new Binding.Text(text.text())),
            binding.field("json").map(json -> new Binding.Json(json.text())),
            binding.field("data").map(data -> new Binding.Data(data.bytes())),
            binding.field("service").map(target -> service(WdTarget.of(target))),
            binding
                .field("queue")
                .map(target -> new Binding.Queue(new ServiceQueue(channel(WdTarget.of(target))))),
            binding
                .field("fromEnvironment")
                .map(variable -> System.getenv(variable.text()))
                .map(Binding.Text::new),
            binding.field("durableObjectClass").map(target -> type(WdTarget.of(target))),
            binding.field("durableObjectNamespace").map(target -> namespace(worker, target)))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Binding namespace(WdWorker worker, WdNode target) {
    if (!target.isStruct()) {
      boolean local =
          worker.namespaces().stream()
              .anyMatch(
                  each -> each.className().equals(target.text()) && each.uniqueKey().isEmpty());
      return new Binding.Namespace(worker(worker.name()).lateNamespace(target.text()), local);
    }
    String service = target.field("serviceName").map(WdNode::text).orElse(worker.name());
    return new Binding.Namespace(
        worker(service).lateNamespace(target.required("className").text()));
  }

  private Binding type(WdTarget target) {
    return new Binding.ObjectClass(
        worker(target.service())
            .type(
                target.entrypoint().orElse("default"),
                target.props().map(Props::ofJson).orElse(null)),
        false);
  }

  private Binding service(WdTarget target) {
    return new Binding.Service(channel(target));
  }

  private Channel channel(WdTarget target) {
    if (!workers.containsKey(target.service())
        && (target.service().equals(INTERNET) || config.networks().contains(target.service()))) {
      return runtime.outbound();
    }
    return worker(target.service())
        .entrypoint(
            new Entrypoint(
                target.entrypoint().orElse("default"),
                target.props().map(Props::ofJson).orElse(null)));
  }

  private Worker worker(String name) {
    Worker worker = workers.get(name);
    if (worker == null) {
      throw new WdConfigException(
          "There is no service '%s', or it is of a kind that 'perdure test' does not have."
              .formatted(name));
    }
    return worker;
  }

  private static String text(Throwable thrown) {
    if (thrown instanceof GuestException guest) {
      ErrorData error = guest.error();
      String stack = error.stack();
      return stack == null ? error.name() + ": " + error.message() : stack;
    }
    return String.valueOf(thrown);
  }

  @Override
  public void close() {
    workers.values().forEach(Worker::close);
  }

  /** Gives the modules of a configuration the form in which an engine takes them. */
  interface Sources {
    WorkerCode.Module module(WdModule module);
  }
}
