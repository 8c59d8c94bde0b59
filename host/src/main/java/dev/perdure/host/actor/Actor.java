package dev.perdure.host.actor;

import dev.perdure.host.life.LifeEvent;
import dev.perdure.host.life.ObjectLimits;
import dev.perdure.host.turn.CriticalSections;
import dev.perdure.host.turn.Outbox;
import dev.perdure.host.turn.Timers;
import dev.perdure.host.turn.Turns;
import dev.perdure.storage.ObjectStore;
import dev.perdure.storage.StorageException;
import dev.perdure.workers.event.Event;
import dev.perdure.workers.id.ActorId;
import dev.perdure.workers.message.ErrorData;
import dev.perdure.workers.message.GuestException;
import dev.perdure.workers.spi.ActorFacets;
import dev.perdure.workers.spi.ActorSite;
import dev.perdure.workers.spi.ActorSockets;
import dev.perdure.workers.spi.Console;
import dev.perdure.workers.spi.Entrypoint;
import dev.perdure.workers.spi.EventLoop;
import dev.perdure.workers.spi.InputGate;
import dev.perdure.workers.spi.Isolate;
import dev.perdure.workers.spi.OutputGate;
import dev.perdure.workers.storage.ActorStorage;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One live Durable Object: an instance in an isolate of its own, its storage and its gates. Events
 * may be sent on any thread; everything else is confined to the actor's turns.
 */
final class Actor implements ActorSite {
  private static final String CPU_EXCEEDED =
      "Durable Object exceeded its CPU time limit and was reset.";
  private static final String MEMORY_EXCEEDED =
      "Durable Object's isolate exceeded its memory limit and was reset.";

  private static final String NO_ALARMS = "Facets currently cannot set alarms.";

  /** What somebody is at the other end of. */
  private static final Set<EventLoop.Kind> CONNECTED =
      Set.of(
          EventLoop.Kind.SOCKET,
          EventLoop.Kind.STREAM,
          EventLoop.Kind.STUB,
          EventLoop.Kind.STORAGE);

  private static final Duration LONGEST_ALARM = Duration.ofMinutes(15);
  private static final ErrorData ALARM_TOO_LONG =
      ErrorData.of("Error", "Alarm exceeded its allowed execution time")
          .with(ErrorData.Flag.OVERLOADED)
          .with(ErrorData.Flag.DURABLE_OBJECT_RESET);

  private final ActorHome owner;
  private final ActorId id;
  private final Seen seen;
  private final String cause;
  private final Console console;
  private final Turns turns;
  private final CriticalSections gate;
  private final Outbox outbox;
  private final Set<CompletableFuture<?>> callers = ConcurrentHashMap.newKeySet();
  private final Entrance entrance = new Entrance();
  private final Arrivals arrivals;
  private final IdleWatch watch;
  private final TurnHooks hooks = new TurnHooks();
  private final CompletableFuture<Void> gone = new CompletableFuture<>();
  private final Fate fate = new Fate();

  // Whether the host's own fault ended it, and not the guest's.
  private volatile boolean faulty;
  private volatile @Nullable ObjectStore store;
  private @Nullable Instant knownAlarm;
  private @Nullable SocketHub hub;
  private volatile boolean started;
  private volatile @Nullable AlarmRun alarmRun;
  private volatile @Nullable AlarmRun abandoned;

  /**
   * An actor whose first turn begins once {@code before}, an earlier one of its id, has gone.
   *
   * @param id what it is kept under
   * @param cause what it is started for, for people
   */
  Actor(ActorHome owner, ActorId id, Seen seen, CompletableFuture<Void> before, String cause) {
    this.owner = owner;
    this.id = id;
    this.seen = seen;
    this.cause = cause;
    this.arrivals = new Arrivals(owner.limits(), owner.timers().clock());
    this.console = owner.code().consoles().object(owner.className(), id);
    this.turns =
        new Turns(
            turn -> before.whenComplete((nothing, thrown) -> owner.threads().execute(turn)),
            owner.timers(),
            this::open,
            hooks);
    this.gate = new CriticalSections(turns, this::reset, this::commitWritten);
    this.outbox = new Outbox(new StoreWrites(), this::writesLost);
    this.watch = new IdleWatch(owner.timers(), owner.limits(), this::idle);
    gate.enterFromOutside(this::start);
  }

  private Isolate open() {
    owner.lives().tell(owner.knows(id) ? LifeEvent.Kind.WOKEN : LifeEvent.Kind.CREATED, id, cause);
    store = owner.openStore(id);
    knownAlarm = store.plannedAlarm();
    if (knownAlarm != null) {
      owner.alarmFound(id, knownAlarm);
    }
    return owner
        .code()
        .worker()
        .isolate(
            new CodeIsolateHost(
                owner.code(),
                turns,
                outbox,
                owner.timers().clock(),
                console,
                this,
                hooks::outOfMemory));
  }

  private void start(InputGate.Section section) {
    turns
        .isolate()
        .start()
        .whenComplete((nothing, thrown) -> {
          if (thrown == null) {
            started = true;
            turns.renewCpu();
            section.leave();
          } else {
            section.fail(GuestException.dataOf(thrown).with(ErrorData.Flag.DURABLE_OBJECT_RESET));
          }
        });
  }

  /**
   * Sends an event; null where the actor has ended and another must take it.
   *
   * @param begun is run when the event reaches the instance, in its turn
   */
  <R> @Nullable CompletableFuture<R> send(Event<R> event, Runnable begun) {
    CompletableFuture<R> answer = enter();
    if (answer == null) {
      return null;
    }
    try {
      Arrivals.Arrival arrival = event.refusable() ? arrivals.arrive(event) : null;
      turns.post(() -> {
        begun.run();
        deliver(event, arrival, answer);
      });
    } catch (GuestException overloaded) {
      event.discard();
      answer.completeExceptionally(overloaded);
    }
    return answer;
  }

  private <R> void deliver(
      Event<R> event, Arrivals.@Nullable Arrival arrival, CompletableFuture<R> answer) {
    if (arrival != null) {
      arrivals.taken(arrival);
    }
    if (isLate(event)) {
      settle(answer, null, null);
      return;
    }
    turns.renewCpu();
    turns
        .isolate()
        .deliver(Entrypoint.DEFAULT, event)
        .whenComplete((value, thrown) -> outbox.send(() -> settle(answer, value, thrown)));
  }

  /** Whether it comes from a socket that was dropped with an earlier instance. */
  private static boolean isLate(Event<?> event) {
    return event instanceof Event.OfSocket of
        && of.socket() instanceof HubSocket socket
        && socket.dropped();
  }

  /** The answer to one more event; null where none is taken any more. */
  private <R extends @Nullable Object> @Nullable CompletableFuture<R> enter() {
    if (!entrance.enter()) {
      return null;
    }
    watch.event();
    CompletableFuture<R> answer = new CompletableFuture<>();
    callers.add(answer);
    answer.whenComplete((value, thrown) -> {
      callers.remove(answer);
      entrance.leave();
    });
    if (!entrance.isOpen()) {
      // Whoever ended the actor meanwhile may not have seen this caller.
      answer.cancel(false);
      return null;
    }
    return answer;
  }

  /** Runs the alarm; see {@link AlarmClock.Objects}. Null where the actor has ended. */
  @Nullable CompletableFuture<@Nullable Instant> runAlarm(int retries, boolean last) {
    CompletableFuture<@Nullable Instant> answer = enter();
    if (answer == null) {
      return null;
    }
    turns.post(() -> runAlarm(retries, last, answer));
    return answer.exceptionallyCompose(thrown ->
        CompletableFuture.failedFuture(
            faulty ? new IllegalStateException("The host's fault.", thrown) : thrown));
  }

  private void runAlarm(int retries, boolean last, CompletableFuture<@Nullable Instant> answer) {
    Instant slot = openStore().alarm();
    if (slot == null || slot.isAfter(owner.timers().clock().instant())) {
      outbox.send(() -> answer.complete(slot));
    } else {
      new AlarmRun(slot, answer, last).begin(retries);
    }
  }

  /**
   * Runs the alarm before its time, and says whether there was one. Null where the actor has ended.
   */
  @Nullable CompletableFuture<Boolean> runAlarmNow() {
    CompletableFuture<Boolean> answer = enter();
    if (answer == null) {
      return null;
    }
    turns.post(() -> {
      Instant slot = openStore().alarm();
      if (slot == null) {
        outbox.send(() -> answer.complete(false));
        return;
      }
      CompletableFuture<@Nullable Instant> run = new CompletableFuture<>();
      new AlarmRun(slot, run, false).begin(0);
      run.whenComplete((next, thrown) -> settle(answer, thrown == null ? true : null, thrown));
    });
    return answer;
  }

  /** Empties the slot if it has this time; null where the actor has ended. */
  @Nullable CompletableFuture<Void> dropAlarm(Instant time) {
    CompletableFuture<Void> answer = enter();
    if (answer == null) {
      return null;
    }
    turns.post(() -> {
      if (time.equals(openStore().plannedAlarm())) {
        openStore().setAlarm(null, false);
      }
      outbox.send(() -> answer.complete(null));
    });
    return answer;
  }

  /** Does something with the database, in a turn; null where the actor has ended. */
  <R extends @Nullable Object> @Nullable CompletableFuture<R> use(Function<ObjectStore, R> work) {
    CompletableFuture<R> answer = enter();
    if (answer == null) {
      return null;
    }
    turns.post(() -> {
      try {
        R result = work.apply(openStore());
        outbox.send(() -> answer.complete(result));
      } catch (RuntimeException fault) {
        answer.completeExceptionally(fault);
      }
    });
    return answer;
  }

  /** One run of the alarm's handler. */
  private final class AlarmRun {
    final Instant slot;
    final CompletableFuture<@Nullable Instant> answer;
    private final boolean last;

    AlarmRun(Instant slot, CompletableFuture<@Nullable Instant> answer, boolean last) {
      this.slot = slot;
      this.answer = answer;
      this.last = last;
    }

    void begin(int retries) {
      openStore().beginAlarm();
      alarmRun = this;
      Timers.Timer limit = owner.timers().after(LONGEST_ALARM, () -> reset(ALARM_TOO_LONG));
      answer.whenComplete((next, thrown) -> limit.cancel());
      turns.renewCpu();
      turns
          .isolate()
          .deliver(Entrypoint.DEFAULT, new Event.Alarm(slot, retries))
          .whenComplete((nothing, thrown) -> ended(thrown));
    }

    private void ended(@Nullable Throwable thrown) {
      alarmRun = null;
      openStore().endAlarm(thrown == null || last);
      Instant next = openStore().alarm();
      String fault = fault(thrown);
      if (fault != null) {
        console.write(Console.Level.ERROR, "Uncaught (in alarm) " + fault);
      }
      outbox.send(() -> {
        if (thrown != null && !last && slot.equals(next)) {
          answer.completeExceptionally(new GuestException(GuestException.dataOf(thrown)));
        } else {
          answer.complete(next);
        }
      });
    }
  }

  /**
   * What is logged of an event that nobody waits for; null where it ended well or the host closes.
   */
  static @Nullable String fault(@Nullable Throwable thrown) {
    ErrorData error = thrown == null ? null : GuestException.dataOf(thrown);
    return error == null || error.equals(ActorClass.stopping()) ? null : text(error);
  }

  static String text(ErrorData error) {
    String stack = error.stack();
    return stack == null ? error.name() + ": " + error.message() : stack;
  }

  private static <R> void settle(
      CompletableFuture<R> answer, @Nullable R value, @Nullable Throwable thrown) {
    if (thrown == null) {
      answer.complete(value);
    } else {
      answer.completeExceptionally(new GuestException(GuestException.dataOf(thrown)));
    }
  }

  @Override
  public ActorId id() {
    return seen.id();
  }

  @Override
  public @Nullable String textId() {
    return seen.text();
  }

  @Override
  public byte @Nullable [] props() {
    return seen.props();
  }

  @Override
  public ActorFacets facets() {
    return owner.facets(id);
  }

  /** What it is kept under. */
  ActorId kept() {
    return id;
  }

  /** Drops its connections. */
  void dropSockets() {
    owner.dropSockets(id);
  }

  /** Runs {@code action} in a turn of its own; says whether it did. On any thread. */
  CompletableFuture<Boolean> inTurn(Runnable action) {
    CompletableFuture<Boolean> answer = new CompletableFuture<>();
    turns.postUngated(() -> {
      // Has nobody else close the database meanwhile.
      openStore().plannedAlarm();
      try {
        action.run();
        answer.complete(true);
      } catch (RuntimeException e) {
        answer.completeExceptionally(e);
      }
    });
    gone.thenRun(() -> answer.complete(false));
    return answer;
  }

  @Override
  public String className() {
    return owner.className();
  }

  @Override
  public ActorStorage storage() {
    return openStore();
  }

  @Override
  public ActorSockets sockets() {
    if (hub == null) {
      hub = owner.sockets(id);
      if (!entrance.isOpen()) {
        // Whoever ended the actor may have dropped the sockets before these were there.
        owner.dropSockets(id);
      }
    }
    return hub;
  }

  private void commitWritten() {
    ObjectStore open = store;
    if (open != null) {
      open.commitWritten();
    }
  }

  private ObjectStore openStore() {
    return Objects.requireNonNull(store, "The object's database is not open.");
  }

  @Override
  public InputGate gate() {
    return gate;
  }

  OutputGate output() {
    return outbox;
  }

  /** May be called on any thread. */
  @Override
  public void reset(ErrorData reason) {
    fate.reset(reason);
    end(reason, LifeEvent.Kind.RESET);
  }

  @Override
  public void resetForGood(ErrorData reason) {
    abandoned = alarmRun;
    fate.reset(reason);
    end(reason, LifeEvent.Kind.RESET);
  }

  /** Completes once the actor has let go of its memory and its file. */
  CompletableFuture<Void> gone() {
    return gone;
  }

  /** What stubs that have reached it know of its end. */
  Fate fate() {
    return fate;
  }

  /** Whether events are still taken. */
  boolean alive() {
    return entrance.isOpen();
  }

  /** When the last event came. May be called on any thread. */
  Instant lastEvent() {
    return watch.lastEvent();
  }

  /** Lets go of the instance if nothing happens in it; says whether. On any thread. */
  CompletableFuture<Boolean> hibernate() {
    return retire(LifeEvent.Kind.HIBERNATED, "asked to");
  }

  /** Lets go of the instance if it is idle, even where it could not hibernate. On any thread. */
  CompletableFuture<Boolean> evictForMemory() {
    return retire(LifeEvent.Kind.EVICTED, "memory is short");
  }

  private CompletableFuture<Boolean> retire(LifeEvent.Kind kind, String reason) {
    CompletableFuture<Boolean> answer = new CompletableFuture<>();
    turns.postUngated(() -> answer.complete(retireNow(kind, reason)));
    gone.thenRun(() -> answer.complete(false));
    return answer;
  }

  private void idle(boolean evictable) {
    if (!entrance.isEmpty()) {
      return;
    }
    if (!turns.waits()) {
      Duration limit = owner.limits().hibernateAfter();
      turns.postUngated(
          () -> retireNow(LifeEvent.Kind.HIBERNATED, "idle for " + limit.toMillis() + " ms"));
    } else if (evictable && expendable()) {
      Duration limit = owner.limits().evictAfter();
      turns.postUngated(
          () -> retireNow(LifeEvent.Kind.EVICTED, "no event for " + limit.toMillis() + " ms"));
    }
  }

  /** Whether nothing keeps the instance but what eviction may cut off. On any thread. */
  boolean expendable() {
    Instant since = owner.timers().clock().instant().minus(ObjectLimits.LONGEST_OPERATION);
    return entrance.isEmpty() && !turns.waits(CONNECTED, owner.code().keepingTasks(), since);
  }

  /** Ends an instance in which nothing happens; its sockets stay. Within a turn. */
  private boolean retireNow(LifeEvent.Kind kind, String reason) {
    boolean may = kind == LifeEvent.Kind.HIBERNATED ? !turns.waits() : expendable();
    if (!may || !turns.resting() || !outbox.quiet() || !entrance.closeIfEmpty()) {
      return false;
    }
    watch.stop();
    owner.lives().tell(kind, id, reason);
    owner.forget(this);
    turns.close(isolate -> release(isolate, ErrorData.of("Error", "The object was put to sleep.")));
    return true;
  }

  /** Ends the actor: its callers get {@code reason}. May be called on any thread. */
  void end(ErrorData reason, LifeEvent.Kind kind) {
    owner.breaking(this, reason);
    if (!entrance.close()) {
      // Another is ending it; but whoever asks for the end sends nothing after it.
      outbox.drop();
      return;
    }
    watch.stop();
    ObjectStore open = store;
    if (open != null) {
      open.abandon();
    }
    owner.lives().tell(kind, id, LifeLog.reason(reason));
    owner.forget(this);
    owner.dropSockets(id);
    outbox.drop();
    AlarmRun given = abandoned;
    if (given != null) {
      callers.remove(given.answer);
    }
    for (CompletableFuture<?> caller : callers) {
      caller.completeExceptionally(new GuestException(reason));
    }
    turns.close(isolate -> release(isolate, reason));
    owner.terminator().execute(() -> turns.terminate(reason));
  }

  private void release(@Nullable Isolate isolate, ErrorData reason) {
    try (ObjectStore _ = store) {
      if (isolate != null) {
        isolate.terminate(reason);
        isolate.close();
      }
    } catch (RuntimeException fault) {
      owner.reportFault(id, fault);
    }
    try {
      abandonAlarm();
    } catch (RuntimeException fault) {
      owner.reportFault(id, fault);
    } finally {
      gone.complete(null);
    }
  }

  /** Takes back the alarm that ran when the object was reset for good, unless there is a newer. */
  private void abandonAlarm() {
    AlarmRun run = abandoned;
    if (run == null) {
      return;
    }
    try (ObjectStore again = owner.openStore(id)) {
      if (run.slot.equals(again.alarm())) {
        again.setAlarm(null, false);
      }
      Instant next = again.alarm();
      again.endTurn().join();
      run.answer.complete(next);
    }
  }

  private void writesLost(Throwable thrown) {
    faulty = GuestException.unwrapped(thrown) instanceof StorageException;
    reset(GuestException.dataOf(thrown).with(ErrorData.Flag.DURABLE_OBJECT_RESET));
  }

  private final class StoreWrites implements Outbox.Writes {
    @Override
    public boolean holdOutput() {
      return openStore().holdsOutput();
    }

    @Override
    public boolean uncommitted() {
      return store != null && (store.uncommitted() || store.holdsOutput());
    }

    @Override
    public CompletableFuture<Void> commit() {
      if (id.isFacet() && openStore().plannedAlarm() != null) {
        ErrorData refusal = ErrorData.of("Error", NO_ALARMS);
        reset(refusal);
        return CompletableFuture.failedFuture(new GuestException(refusal));
      }
      CompletableFuture<Void> durable = openStore().endTurn();
      Instant alarm = openStore().plannedAlarm();
      if (!Objects.equals(alarm, knownAlarm)) {
        knownAlarm = alarm;
        owner.alarmSet(id, alarm);
      }
      return durable;
    }
  }

  private final class TurnHooks implements Turns.Hooks {
    @Override
    public Duration cpuLimit() {
      Duration limit = owner.code().cpuLimit();
      return started || limit.compareTo(ActorCode.STARTUP_CPU_LIMIT) > 0
          ? limit
          : ActorCode.STARTUP_CPU_LIMIT;
    }

    @Override
    public void overran() {
      overLimit(CPU_EXCEEDED);
    }

    @Override
    public void outOfMemory() {
      overLimit(MEMORY_EXCEEDED);
    }

    private void overLimit(String message) {
      reset(
          ErrorData.of("Error", message)
              .with(ErrorData.Flag.OVERLOADED)
              .with(ErrorData.Flag.DURABLE_OBJECT_RESET));
    }

    @Override
    public void endTurn() {
      if (entrance.isOpen()) {
        outbox.endTurn();
        if (turns.active()) {
          watch.active();
        }
      }
    }

    @Override
    public void failed(RuntimeException fault) {
      if (entrance.isOpen()) {
        String reference = owner.reportFault(id, fault);
        faulty = true;
        String text =
            fault instanceof StorageException
                ? String.valueOf(fault.getMessage())
                : "internal error; reference = " + reference;
        reset(ErrorData.of("Error", text).with(ErrorData.Flag.DURABLE_OBJECT_RESET));
      }
    }
  }
}
