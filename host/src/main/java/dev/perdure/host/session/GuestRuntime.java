package dev.perdure.host.session;

import dev.perdure.host.actor.ActorServices;
import dev.perdure.host.actor.LiveObjects;
import dev.perdure.host.life.HeapWatch;
import dev.perdure.host.life.MemoryPressure;
import dev.perdure.host.outbound.HttpOutbound;
import dev.perdure.host.turn.CpuWatch;
import dev.perdure.host.turn.GuestThreads;
import dev.perdure.host.turn.SystemTimers;
import dev.perdure.host.turn.Timers;
import dev.perdure.storage.StorageException;
import dev.perdure.workers.spi.Channel;
import dev.perdure.workers.spi.GuestLanguage;
import dev.perdure.workers.spi.GuestWorker;
import dev.perdure.workers.spi.WorkerCode;
import dev.perdure.workers.spi.WorkerLoadException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What runs guests, whatever they are: threads, timers, the languages that are installed, and the
 * way to the network. Thread-safe.
 */
public final class GuestRuntime implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GuestRuntime.class);

  private final Deque<AutoCloseable> parts;
  private final ActorServices services;
  private final List<GuestLanguage> languages;
  private final Channel outbound;
  private final ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();

  private GuestRuntime(
      Deque<AutoCloseable> parts,
      ActorServices services,
      List<GuestLanguage> languages,
      Channel outbound) {
    this.parts = parts;
    this.services = services;
    this.languages = languages;
    this.outbound = outbound;
  }

  /** Starts the threads. */
  public static GuestRuntime start(HostSettings settings) {
    Deque<AutoCloseable> parts = new ArrayDeque<>();
    int cores = Runtime.getRuntime().availableProcessors();
    GuestThreads threads = opened(parts, new GuestThreads(Math.max(2, cores)));
    CpuWatch watch = opened(parts, new CpuWatch(threads));
    watch.start();
    Timers timers = settings.timers().orElseGet(() -> opened(parts, new SystemTimers()));
    List<GuestLanguage> languages =
        ServiceLoader.load(GuestLanguage.class).stream().map(ServiceLoader.Provider::get).toList();
    languages.forEach(parts::push);
    HttpOutbound outbound = opened(parts, new HttpOutbound());
    // Platform threads: polyglot contexts on virtual threads are experimental.
    ExecutorService terminator =
        Executors.newCachedThreadPool(
            Thread.ofPlatform().name("perdure-terminator-", 0).daemon().factory());
    parts.push(terminator::shutdown);
    ActorServices services =
        new ActorServices(
            timers.watching(threads),
            terminator,
            timers,
            GuestRuntime::report,
            settings.limits(),
            settings.listener(),
            new LiveObjects());
    MemoryPressure memory = opened(parts, settings.memory().orElseGet(HeapWatch::new));
    memory.listen(level -> relieve(level, services.live(), threads, settings.limits().memory()));
    return new GuestRuntime(parts, services, languages, outbound);
  }

  private static void report(String where, Throwable fault) {
    if (fault instanceof StorageException) {
      LOG.error("{}: {}", where, fault.getMessage());
    } else {
      LOG.error("A fault of Perdure itself, in {}.", where, fault);
    }
  }

  /** Makes room: idle objects go, and at last what runs and has just taken the most. */
  private static void relieve(
      MemoryPressure.Level level, LiveObjects live, GuestThreads threads, long memory) {
    boolean critical = level == MemoryPressure.Level.CRITICAL;
    live.evictIdle(critical)
        .thenAccept(count -> LOG.debug("Memory is short: evicted {} idle objects.", count));
    if (critical && threads.endGreediest(memory)) {
      LOG.warn("Memory is nearly used up: ended the worker or object that took the most.");
    }
  }

  private static <T extends AutoCloseable> T opened(Deque<AutoCloseable> parts, T part) {
    parts.push(part);
    return part;
  }

  /** What isolates share. */
  public ActorServices services() {
    return services;
  }

  /** The languages that are installed. */
  public List<GuestLanguage> languages() {
    return languages;
  }

  /** The network. */
  public Channel outbound() {
    return outbound;
  }

  /** Where work of the host that waits for files runs. */
  public ExecutorService blocking() {
    return blocking;
  }

  /**
   * Prepares code in the language that runs it.
   *
   * @throws WorkerLoadException if no language does, or the code cannot be parsed
   */
  public GuestWorker load(WorkerCode code) {
    List<WorkerCode.Module> java =
        code.modules().stream()
            .filter(module -> module.type() == WorkerCode.Module.Type.JAVA)
            .toList();
    if (java.isEmpty() || java.size() == code.modules().size()) {
      return loadOne(code);
    }
    List<WorkerCode.Module> scripts =
        code.modules().stream().filter(module -> !java.contains(module)).toList();
    GuestWorker first = loadOne(new WorkerCode(code.worker(), code.main(), scripts, code.flags()));
    return new MixedWorker(
        first, loadOne(new WorkerCode(code.worker(), "", java, code.flags(), code.fenced())));
  }

  private GuestWorker loadOne(WorkerCode code) {
    return languages.stream()
        .filter(each -> each.runs(code))
        .findFirst()
        .orElseThrow(() ->
            new WorkerLoadException("No guest language runs worker '" + code.worker() + "'.", null))
        .load(code);
  }

  @Override
  public void close() {
    blocking.shutdownNow();
    PerdureHost.closeAll(parts);
  }
}
