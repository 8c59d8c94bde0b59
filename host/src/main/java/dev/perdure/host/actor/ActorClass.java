package dev.perdure.host.actor;

import dev.perdure.host.life.LifeEvent;
import dev.perdure.migrations.ClassPlan;
import dev.perdure.storage.ClassStore;
import dev.perdure.storage.ObjectStore;
import dev.perdure.storage.PendingAlarm;
import dev.perdure.workers.event.Event;
import dev.perdure.workers.id.ActorId;
import dev.perdure.workers.id.ActorIds;
import dev.perdure.workers.message.ErrorData;
import dev.perdure.workers.message.GuestException;
import dev.perdure.workers.spi.ActorNamespace;
import dev.perdure.workers.spi.Channel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The objects of one class on this machine: at most one live actor per id, started by the first
 * event. Thread-safe.
 */
public final class ActorClass
    implements ActorHome, ActorNamespace, AlarmClock.Objects, AutoCloseable {
  private static final int LONGEST_NAME = 1024;
  private static final String UPDATED = "Durable Object reset because its code was updated.";
  private static final String STOPPING =
      "Connection closed: this Durable Object instance is no longer active. Reconnect or retry the"
          + " request.";

  private static final String REPLACED = "Durable Object reset because its storage was replaced.";

  private static final Duration LONGEST_END = Duration.ofSeconds(30);

  private final String className;
  private final ClassStore store;
  private final ActorIds ids;
  private final ActorServices services;
  private final AlarmClock alarms;
  private final ConcurrentHashMap<String, Actor> actors = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, CompletableFuture<Void>> leaving =
      new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, SocketHub> sockets = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, Facets> facets = new ConcurrentHashMap<>();
  private final LifeLog lives;
  private volatile ActorCode code;
  private volatile boolean closed;
  private volatile @Nullable AbortOfAll abortedAll;

  /** An abort of all objects; it breaks the stubs that were used before. */
  record AbortOfAll(int number, ErrorData reason) {}

  /** The class {@code className}, its objects kept in {@code store}. */
  public ActorClass(String className, ClassStore store, ActorCode code, ActorServices services) {
    this.className = className;
    this.store = store;
    this.ids = new ActorIds(store.uniqueKey());
    this.code = code;
    this.services = services;
    this.lives = new LifeLog(store.uniqueKey(), className, services.listener());
    this.alarms = new AlarmClock(this, services.timers(), new SplittableRandom());
  }

  /** Has the alarms run that were set before the host started. */
  public void startAlarms() {
    store.pendingAlarms().forEach(pending -> alarms.set(pending.id(), pending.time()));
  }

  /** The name of the class. */
  @Override
  public String className() {
    return className;
  }

  /** Replaces the code: every live object ends, and starts again with the new code. */
  public void update(ActorCode newer) {
    this.code = newer;
    ErrorData reason = ErrorData.of("Error", UPDATED).with(ErrorData.Flag.DURABLE_OBJECT_RESET);
    // First, because an instance that starts once the old has ended keeps the sockets it accepts.
    dropAllSockets();
    actors.values().forEach(actor -> actor.end(reason, LifeEvent.Kind.RESET));
    dropAllFacets(reason);
  }

  /** Ends the facets of objects that are not live themselves. */
  private void dropAllFacets(ErrorData reason) {
    facets.keySet().forEach(hex -> dropFacets(hex, reason));
  }

  private void dropFacets(String hex, ErrorData reason) {
    Facets family = facets.remove(hex);
    if (family != null) {
      family.end(reason);
    }
  }

  private void dropAllSockets() {
    sockets.values().forEach(hub -> dropSockets(hub.id()));
  }

  @Override
  public ActorId idFromName(String name) {
    return ids.fromName(name);
  }

  @Override
  public ActorId newUniqueId() {
    return ids.unique();
  }

  @Override
  public ActorId idFromString(String text) {
    return ids.fromString(text);
  }

  @Override
  public Channel open(ActorId id) {
    return new ActorChannel(this, id);
  }

  /** Sends an event; {@code reached} is given the fate of the instance that takes it. */
  <R> CompletableFuture<R> deliver(ActorId id, Event<R> event, Consumer<Fate> reached) {
    try {
      return reach(
          id,
          event,
          actor -> {
            CompletableFuture<R> answer = actor.send(event, () -> {});
            if (answer != null) {
              reached.accept(actor.fate());
            }
            return answer;
          });
    } catch (GuestException stopping) {
      event.discard();
      return CompletableFuture.failedFuture(stopping);
    }
  }

  @Override
  public <R> CompletableFuture<R> deliver(ActorId id, Event<R> event, Runnable begun) {
    try {
      return reach(id, event, actor -> actor.send(event, begun));
    } catch (GuestException stopping) {
      event.discard();
      return CompletableFuture.failedFuture(stopping);
    }
  }

  @Override
  public CompletableFuture<@Nullable Instant> runAlarm(ActorId id, int retries, boolean last) {
    try {
      return reach(
          id, new Event.Alarm(Instant.EPOCH, retries), actor -> actor.runAlarm(retries, last));
    } catch (GuestException stopping) {
      return CompletableFuture.failedFuture(stopping);
    }
  }

  /** Runs the alarm of an object before its time; completes with whether there was one. */
  public CompletableFuture<Boolean> runAlarmNow(ActorId id) {
    Event.Alarm cause = new Event.Alarm(Instant.EPOCH, 0);
    return store.exists(id)
        ? reach(id, cause, Actor::runAlarmNow)
        : CompletableFuture.completedFuture(false);
  }

  /** The ids of all objects that have kept something. */
  public List<ActorId> objects() {
    return store.objects();
  }

  @Override
  public void dropAlarm(ActorId id, Instant time) {
    reach(id, new Event.Alarm(time, AlarmClock.MOST_RETRIES), actor -> actor.dropAlarm(time));
  }

  private <R> R reach(ActorId id, Event<?> cause, Function<Actor, @Nullable R> call) {
    while (true) {
      R answer = call.apply(live(id, cause));
      if (answer != null) {
        return answer;
      }
    }
  }

  private Actor live(ActorId id, Event<?> cause) {
    Actor known = actors.get(id.hex());
    if (known != null && known.alive()) {
      return known;
    }
    return Objects.requireNonNull(
        actors.compute(
            id.hex(),
            (hex, existing) ->
                existing != null && existing.alive() ? existing : start(id, existing, cause)));
  }

  private Actor start(ActorId id, @Nullable Actor existing, Event<?> cause) {
    if (closed) {
      throw new GuestException(stopping());
    }
    CompletableFuture<Void> before = existing != null ? existing.gone() : before(id);
    ActorId passed = passedThrough(id);
    Actor actor =
        new Actor(this, passed, new Seen(passed, null, null), before, LifeLog.reason(cause));
    services.live().add(actor);
    return actor;
  }

  /** Completes once nothing that was there before holds what is kept under {@code id}. */
  CompletableFuture<Void> before(ActorId id) {
    return leaving.getOrDefault(id.hex(), CompletableFuture.completedFuture(null));
  }

  /** Has the next one of the id wait for {@code gone}. */
  void leave(ActorId id, CompletableFuture<Void> gone) {
    leaving.put(id.hex(), gone);
    gone.whenComplete((nothing, thrown) -> leaving.remove(id.hex(), gone));
  }

  /** Long names still address their object but do not reach it. */
  private static ActorId passedThrough(ActorId id) {
    String name = id.name();
    return name != null && name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME
        ? id.withoutName()
        : id;
  }

  @Override
  public void forget(Actor actor) {
    String hex = actor.kept().hex();
    leave(actor.kept(), actor.gone());
    actors.remove(hex, actor);
    services.live().remove(actor);
    sockets.computeIfPresent(hex, (key, hub) -> hub.isEmpty() ? null : hub);
    tidy(actor.kept());
  }

  @Override
  public void breaking(Actor actor, ErrorData reason) {
    dropFacets(actor.kept().hex(), reason);
  }

  @Override
  public Facets facets(ActorId id) {
    return facets.computeIfAbsent(id.hex(), hex -> new Facets(this, id, null, 0, store.facets(id)));
  }

  /** Forgets the facets of an object where neither it nor one of them is there. */
  void tidy(ActorId id) {
    facets.computeIfPresent(
        id.hex(), (hex, all) -> actors.containsKey(hex) || all.areBusy() ? all : null);
  }

  @Override
  public SocketHub sockets(ActorId id) {
    return sockets.computeIfAbsent(id.hex(), hex -> new SocketHub(this, id));
  }

  /** What everyone is told who waits for an object when the host closes. */
  static ErrorData stopping() {
    return ErrorData.of("Error", STOPPING).with(ErrorData.Flag.RETRYABLE);
  }

  /** Whether its objects are kept as {@code kept} says. */
  public boolean isKept(ClassPlan.@Nullable Kept kept) {
    return kept != null
        && kept.uniqueKey().equals(store.uniqueKey())
        && kept.sqlite() == store.sqlEnabled();
  }

  /** What ids of the class are derived from. */
  public String uniqueKey() {
    return store.uniqueKey();
  }

  /** The object's instance, or null where there is none. */
  @Nullable Actor instance(ActorId id) {
    return actors.get(id.hex());
  }

  /** When the instance that has just ended is gone, or null where none has. */
  @Nullable CompletableFuture<Void> leaving(ActorId id) {
    return leaving.get(id.hex());
  }

  /** The instances of the objects, and of all that is inside of them. */
  List<Actor> instances() {
    List<Actor> instances = new ArrayList<>(actors.values());
    facets.values().forEach(each -> each.collect(instances));
    return instances;
  }

  /** When and why all objects were last aborted together, or null. */
  @Nullable AbortOfAll abortedAll() {
    return abortedAll;
  }

  /** Resets every object; completes once all instances have gone. */
  CompletableFuture<Void> abortAll(ErrorData reason) {
    AbortOfAll before = abortedAll;
    abortedAll = new AbortOfAll(before == null ? 1 : before.number() + 1, reason);
    List<Actor> all = instances();
    all.forEach(actor -> actor.end(reason, LifeEvent.Kind.RESET));
    return CompletableFuture.allOf(all.stream().map(Actor::gone).toArray(CompletableFuture[]::new));
  }

  /** Deletes what every object has kept, none of which may be live. */
  void deleteAll() {
    store.objects().forEach(id -> alarms.set(id, null));
    for (ActorId id : store.objects()) {
      facets(id).deleteAll();
      tidy(id);
      try (ObjectStore open = store.open(id)) {
        open.deleteAll(true, false);
        open.endTurn().join();
      }
    }
  }

  @Override
  public void dropSockets(ActorId id) {
    SocketHub hub = sockets.get(id.hex());
    if (hub != null) {
      // Closed first: a later instance, with sockets of its own, hears nothing of these.
      hub.close();
      sockets.remove(id.hex(), hub);
      hub.drop();
    }
  }

  /**
   * Lets go of every instance in which nothing happens, as if it had been idle for long. The future
   * completes with their number once all have gone.
   */
  public CompletableFuture<Integer> hibernateIdle() {
    List<CompletableFuture<Integer>> all = new ArrayList<>();
    for (Actor actor : instances()) {
      all.add(
          actor
              .hibernate()
              .thenCompose(retired ->
                  retired
                      ? actor.gone().thenApply(nothing -> 1)
                      : CompletableFuture.completedFuture(0)));
    }
    return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
        .thenApply(nothing -> all.stream().mapToInt(CompletableFuture::join).sum());
  }

  @Override
  public ActorServices services() {
    return services;
  }

  @Override
  public LifeLog lives() {
    return lives;
  }

  /** The objects that have an instance, or sockets without one. */
  public List<ObjectInMemory> inMemory() {
    List<ObjectInMemory> found = new ArrayList<>();
    for (Actor actor : actors.values()) {
      SocketHub hub = sockets.get(actor.id().hex());
      found.add(
          new ObjectInMemory(actor.id(), true, hub == null ? 0 : hub.count(), actor.lastEvent()));
    }
    sockets.forEach((hex, hub) -> {
      if (!actors.containsKey(hex)) {
        found.add(new ObjectInMemory(hub.id(), false, hub.count(), null));
      }
    });
    return found;
  }

  /**
   * Does something with the database of an object: in its own queue where it has an instance, else
   * without starting one. What {@code work} writes is durable when the future completes.
   */
  public <R extends @Nullable Object> CompletableFuture<R> use(
      ActorId id, Function<ObjectStore, R> work) {
    while (true) {
      Actor live = actors.get(id.hex());
      CompletableFuture<R> answer = live == null ? null : live.use(work);
      if (answer != null) {
        return answer;
      }
      CompletableFuture<Void> mine = new CompletableFuture<>();
      if (seize(id, mine)) {
        PendingAlarm alarm = store.pendingAlarm(id);
        try {
          return CompletableFuture.completedFuture(useClosed(id, work));
        } finally {
          giveBack(id, mine, alarm);
        }
      }
    }
  }

  private <R extends @Nullable Object> R useClosed(ActorId id, Function<ObjectStore, R> work) {
    try (ObjectStore open = store.open(id)) {
      R result = work.apply(open);
      open.endTurn().join();
      return result;
    }
  }

  /** Does something to the files of an object while it is closed; its instance ends for this. */
  public <R extends @Nullable Object> R alone(ActorId id, Supplier<R> work) {
    CompletableFuture<Void> mine = new CompletableFuture<>();
    ErrorData reason = ErrorData.of("Error", REPLACED).with(ErrorData.Flag.DURABLE_OBJECT_RESET);
    while (true) {
      Actor live = actors.get(id.hex());
      if (live != null) {
        live.end(reason, LifeEvent.Kind.RESET);
      }
      if (seize(id, mine)) {
        PendingAlarm alarm = store.pendingAlarm(id);
        try {
          return work.get();
        } finally {
          giveBack(id, mine, alarm);
        }
      }
    }
  }

  /** Has the next instance wait for {@code mine}; false where there is an instance. */
  private boolean seize(ActorId id, CompletableFuture<Void> mine) {
    AtomicReference<@Nullable CompletableFuture<Void>> before = new AtomicReference<>();
    Actor existing =
        actors.compute(
            id.hex(),
            (hex, actor) -> {
              if (actor == null) {
                CompletableFuture<Void> other = leaving.put(hex, mine);
                before.set(other == null ? CompletableFuture.completedFuture(null) : other);
              }
              return actor;
            });
    CompletableFuture<Void> first = before.get();
    if (first != null) {
      first.join();
      return true;
    }
    if (existing != null && !existing.alive()) {
      existing.gone().join();
    }
    return false;
  }

  private void giveBack(ActorId id, CompletableFuture<Void> mine, @Nullable PendingAlarm before) {
    PendingAlarm after = store.pendingAlarm(id);
    if (!Objects.equals(before, after)) {
      alarms.set(id, after == null ? null : after.time());
    }
    leaving.remove(id.hex(), mine);
    mine.complete(null);
  }

  @Override
  public boolean knows(ActorId id) {
    return sockets.containsKey(id.hex()) || store.exists(id);
  }

  /** The files of the class. */
  public ClassStore store() {
    return store;
  }

  @Override
  public ObjectStore openStore(ActorId id) {
    return store.open(id);
  }

  @Override
  public ActorCode code() {
    return code;
  }

  @Override
  public void alarmFound(ActorId id, Instant time) {
    alarms.found(id, time);
  }

  @Override
  public void alarmSet(ActorId id, @Nullable Instant time) {
    alarms.set(id, time);
  }

  /** How many objects are live. */
  public int liveCount() {
    return actors.size();
  }

  /**
   * Ends every object, once what it wrote is durable; one that does not end is told of and left.
   */
  @Override
  public void close() {
    closed = true;
    alarms.close();
    ErrorData reason = stopping();
    for (Actor actor : actors.values()) {
      actor.end(reason, LifeEvent.Kind.EVICTED);
    }
    dropAllFacets(reason);
    dropAllSockets();
    CompletableFuture<Void> all =
        CompletableFuture.allOf(leaving.values().toArray(CompletableFuture[]::new));
    try {
      all.get(LONGEST_END.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      services
          .faults()
          .accept(
              className(),
              new IllegalStateException(
                  "Objects did not end within %d s.".formatted(LONGEST_END.toSeconds()), e));
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
