package dev.perdure.host.worker;

import dev.perdure.host.actor.ActorClass;
import dev.perdure.host.actor.ActorCode;
import dev.perdure.host.actor.ActorServices;
import dev.perdure.host.actor.Consoles;
import dev.perdure.host.actor.FacetType;
import dev.perdure.migrations.ClassPlan;
import dev.perdure.storage.StateFolder;
import dev.perdure.workers.cache.MemoryCacheStore;
import dev.perdure.workers.event.Event;
import dev.perdure.workers.message.ErrorData;
import dev.perdure.workers.message.GuestException;
import dev.perdure.workers.spi.ActorNamespace;
import dev.perdure.workers.spi.ActorType;
import dev.perdure.workers.spi.Binding;
import dev.perdure.workers.spi.CacheStore;
import dev.perdure.workers.spi.Channel;
import dev.perdure.workers.spi.Entrypoint;
import dev.perdure.workers.spi.Evictions;
import dev.perdure.workers.spi.Export;
import dev.perdure.workers.spi.GuestWorker;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One worker of a host: its entrypoints and the classes of its objects, with code that can be
 * replaced while it runs. Thread-safe.
 */
public final class Worker implements AutoCloseable {
  /** What a worker may reach and how it is limited, apart from its code. */
  public record Surroundings(
      Map<String, Binding> bindings,
      Channel outbound,
      Consoles consoles,
      Duration cpuLimit,
      int entryIsolates,
      @Nullable Evictions evictions) {
    /** The surroundings of a worker that is no test. */
    public Surroundings(
        Map<String, Binding> bindings,
        Channel outbound,
        Consoles consoles,
        Duration cpuLimit,
        int entryIsolates) {
      this(bindings, outbound, consoles, cpuLimit, entryIsolates, null);
    }
  }

  private static final String NO_HANDLERS =
      "No event handlers were registered. This script does nothing.";

  // What the responses kept by caches may take in memory.
  private static final long CACHE_BYTES = 64L << 20;

  private final String name;
  private final ActorServices services;
  private final StateFolder state;
  private final Map<String, ActorClass> classes = new ConcurrentHashMap<>();
  private final CacheStore caches;
  private volatile @Nullable ActorCode code;
  private volatile @Nullable EntryPool entries;
  private volatile @Nullable GuestWorker guest;
  private volatile List<Export> exports = List.of();
  private volatile ClassPlan plan = new ClassPlan(Map.of());

  /** A worker without code; {@link #load} gives it some. */
  public Worker(String name, StateFolder state, ActorServices services) {
    this.name = name;
    this.state = state;
    this.services = services;
    this.caches = new MemoryCacheStore(CACHE_BYTES, services.timers().clock());
  }

  /** The name of the worker. */
  public String name() {
    return name;
  }

  /**
   * Runs the main module of new code and, where that succeeds, puts it in the place of the old;
   * else the old one goes on serving and the future fails.
   */
  public CompletableFuture<List<Export>> load(
      GuestWorker newer, ClassPlan newerPlan, Surroundings surroundings) {
    return prepare(newer, surroundings)
        .thenApply(prepared -> {
          retire(newerPlan);
          activate(prepared, newerPlan);
          return prepared.exports;
        });
  }

  /** New code whose main module has run, before it takes the place of the old. */
  public static final class Prepared {
    private final GuestWorker guest;
    private final ActorCode code;
    private final EntryIsolate first;
    private final Map<String, Binding> loopback;
    private final List<Export> exports;
    private final int entryIsolates;

    private Prepared(
        GuestWorker guest,
        ActorCode code,
        EntryIsolate first,
        Map<String, Binding> loopback,
        List<Export> exports,
        int entryIsolates) {
      this.guest = guest;
      this.code = code;
      this.first = first;
      this.loopback = loopback;
      this.exports = exports;
      this.entryIsolates = entryIsolates;
    }

    /** Gives it up. */
    public void discard() {
      first.end(ErrorData.of("Error", "The script was not used."));
      guest.close();
    }
  }

  /** Runs the main module of new code, while the old one goes on serving. */
  public CompletableFuture<Prepared> prepare(GuestWorker newer, Surroundings surroundings) {
    Map<String, Binding> loopback = new LinkedHashMap<>();
    ActorCode code =
        new ActorCode(
            newer,
            surroundings.bindings(),
            Collections.unmodifiableMap(loopback),
            surroundings.outbound(),
            caches,
            surroundings.consoles(),
            surroundings.cpuLimit(),
            surroundings.evictions());
    EntryIsolate first = new EntryIsolate(code, services);
    return first
        .started()
        .thenApply(found -> {
          if (found.stream().noneMatch(Worker::doesSomething)) {
            first.end(ErrorData.of("Error", NO_HANDLERS));
            throw GuestException.error(NO_HANDLERS);
          }
          return new Prepared(newer, code, first, loopback, found, surroundings.entryIsolates());
        });
  }

  /** Puts new code in the place of the old. */
  public void activate(Prepared prepared, ClassPlan newerPlan) {
    exports = prepared.exports;
    plan = newerPlan;
    prepared.loopback.putAll(loopback(prepared.exports));
    replace(prepared.guest, prepared.code, prepared.first, prepared.entryIsolates);
  }

  /** Closes the objects of every class that is not kept, or not as before. */
  public void retire(ClassPlan newerPlan) {
    for (ActorClass each : classes()) {
      if (!each.isKept(newerPlan.classes().get(each.className()))) {
        classes.remove(each.className());
        each.close();
        state.closeClass(each.uniqueKey());
      }
    }
  }

  private static boolean doesSomething(Export export) {
    return export.kind() == Export.Kind.ENTRYPOINT_CLASS
        || export.kind() == Export.Kind.OBJECT
        || export.canBeActor();
  }

  private Map<String, Binding> loopback(List<Export> found) {
    Map<String, Binding> loopback = new LinkedHashMap<>();
    for (Export export : found) {
      switch (export.kind()) {
        case OBJECT, ENTRYPOINT_CLASS ->
            loopback.put(
                export.name(),
                new Binding.Loopback(props -> entrypoint(new Entrypoint(export.name(), props))));
        case ACTOR_CLASS, PLAIN_CLASS -> loopback.put(export.name(), loopback(export.name()));
        case OTHER -> {}
      }
    }
    return loopback;
  }

  private Binding loopback(String className) {
    ActorType type = type(className, null);
    return namespace(className)
        .<Binding>map(kept -> new Binding.Namespace(kept, false, type))
        .orElseGet(() -> new Binding.ObjectClass(type, true));
  }

  /** A class that the worker exports, as what facets are made of. Resolved when used. */
  public ActorType type(String className, byte @Nullable [] props) {
    return new FacetType(this::code, className, props);
  }

  private ActorCode code() {
    ActorCode known = code;
    if (known == null) {
      throw GuestException.error("Worker '" + name + "' is not running.");
    }
    return known;
  }

  private void replace(GuestWorker newer, ActorCode code, EntryIsolate first, int isolates) {
    this.code = code;
    EntryPool before = entries;
    GuestWorker beforeGuest = guest;
    guest = newer;
    entries = new EntryPool(code, services, first, isolates);
    plan.classes()
        .forEach((className, kept) -> {
          ActorClass known = classes.get(className);
          if (known == null) {
            ActorClass fresh =
                new ActorClass(
                    className, state.classStore(kept.uniqueKey(), kept.sqlite()), code, services);
            classes.put(className, fresh);
            fresh.startAlarms();
          } else {
            known.update(code);
          }
        });
    if (before != null) {
      before.end(ErrorData.of("Error", "The script has been modified."));
    }
    if (beforeGuest != null) {
      beforeGuest.close();
    }
  }

  /** The classes whose objects it keeps. */
  public List<ActorClass> classes() {
    return List.copyOf(classes.values());
  }

  /** What the main module exports. */
  public List<Export> exports() {
    return exports;
  }

  /** The objects of a class, or empty where the worker keeps none. Resolved when first used. */
  public Optional<ActorNamespace> namespace(String className) {
    return plan.classes().containsKey(className)
        ? Optional.of(new LateNamespace(() -> classOf(className)))
        : Optional.empty();
  }

  /** The objects of a class that is known to be kept once the worker has loaded. */
  public ActorNamespace lateNamespace(String className) {
    return new LateNamespace(() -> classOf(className));
  }

  private ActorClass classOf(String className) {
    ActorClass found = classes.get(className);
    if (found == null) {
      throw GuestException.error(
          "Worker '" + name + "' has no Durable Object class '" + className + "'.");
    }
    return found;
  }

  /** A way to one of the entrypoints. */
  public Channel entrypoint(Entrypoint entrypoint) {
    return new Channel() {
      @Override
      public <R> CompletableFuture<R> send(Event<R> event) {
        EntryPool pool = entries;
        return pool == null
            ? CompletableFuture.failedFuture(
                GuestException.error("Worker '" + name + "' is not running."))
            : pool.send(entrypoint, event);
      }
    };
  }

  /** Lets go of every object in which nothing happens; completes with their number. */
  public CompletableFuture<Integer> hibernateIdle() {
    List<CompletableFuture<Integer>> all =
        classes.values().stream().map(ActorClass::hibernateIdle).toList();
    return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
        .thenApply(nothing -> all.stream().mapToInt(CompletableFuture::join).sum());
  }

  /** How many objects are live. */
  public int liveObjects() {
    return classes.values().stream().mapToInt(ActorClass::liveCount).sum();
  }

  @Override
  public void close() {
    EntryPool pool = entries;
    if (pool != null) {
      pool.end(ErrorData.of("Error", "The host is shutting down."));
    }
    classes.values().forEach(ActorClass::close);
  }
}
