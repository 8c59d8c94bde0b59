package dev.perdure.host.actor;

import dev.perdure.host.turn.CriticalSections;
import dev.perdure.host.turn.Outbox;
import dev.perdure.host.turn.Turns;
import dev.perdure.storage.ObjectStore;
import dev.perdure.workers.event.Event;
import dev.perdure.workers.id.ActorId;
import dev.perdure.workers.message.ErrorData;
import dev.perdure.workers.message.GuestException;
import dev.perdure.workers.spi.ActorSite;
import dev.perdure.workers.spi.ActorSockets;
import dev.perdure.workers.spi.Console;
import dev.perdure.workers.spi.Entrypoint;
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
import org.jspecify.annotations.Nullable;

/**
 * One live Durable Object: an instance in an isolate of its own, its storage and its gates. Events
 * may be sent on any thread; everything else is confined to the actor's turns.
 */
final class Actor implements ActorSite {
  private final ActorClass owner;
  private final ActorId id;
  private final Console console;
  private final Turns turns;
  private final CriticalSections gate;
  private final Outbox outbox;
  private final Set<CompletableFuture<?>> callers = ConcurrentHashMap.newKeySet();
  private final Entrance entrance = new Entrance();
  private final IdleWatch watch;
  private final CompletableFuture<Void> gone = new CompletableFuture<>();
  private volatile @Nullable ObjectStore store;
  private @Nullable Instant knownAlarm;
  private @Nullable SocketHub hub;

  /** An actor whose first turn begins once {@code before}, an earlier one of its id, has gone. */
  Actor(ActorClass owner, ActorId id, CompletableFuture<Void> before) {
    this.owner = owner;
    this.id = id;
    this.console = owner.code().consoles().object(owner.className(), id);
    this.turns =
        new Turns(
            turn -> before.whenComplete((nothing, thrown) -> owner.threads().execute(turn)),
            owner.timers(),
            this::open,
            new TurnHooks());
    this.gate = new CriticalSections(turns, this::reset);
    this.outbox = new Outbox(new StoreWrites(), this::writesLost);
    this.watch =
        new IdleWatch(owner.timers(), owner.idleLimit(), () -> turns.postUngated(this::retire));
    gate.enterFromOutside(this::start);
  }

  private Isolate open() {
    store = owner.store().open(id);
    knownAlarm = store.alarm();
    return owner
        .code()
        .worker()
        .isolate(
            new CodeIsolateHost(
                owner.code(), turns, outbox, owner.timers().clock(), console, this));
  }

  private void start(InputGate.Section section) {
    turns
        .isolate()
        .start()
        .whenComplete((nothing, thrown) -> {
          if (thrown == null) {
            section.leave();
          } else {
            section.fail(GuestException.dataOf(thrown).with(ErrorData.Flag.DURABLE_OBJECT_RESET));
          }
        });
  }

  /** Sends an event; null where the actor has ended and another must take it. */
  <R> @Nullable CompletableFuture<R> send(Event<R> event) {
    CompletableFuture<R> answer = enter();
    if (answer == null) {
      return null;
    }
    turns.post(() ->
        turns
            .isolate()
            .deliver(Entrypoint.DEFAULT, event)
            .whenComplete((value, thrown) -> outbox.send(() -> settle(answer, value, thrown))));
    return answer;
  }

  /** The answer to one more event; null where none is taken any more. */
  private <R extends @Nullable Object> @Nullable CompletableFuture<R> enter() {
    if (!entrance.enter()) {
      return null;
    }
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

  /**
   * Runs the alarm if it is due; null where the actor has ended. Answers with the time of the next
   * alarm, or null for none; fails where the handler failed and is to be tried again.
   */
  @Nullable CompletableFuture<@Nullable Instant> runAlarm(int retries) {
    CompletableFuture<@Nullable Instant> answer = enter();
    if (answer == null) {
      return null;
    }
    turns.post(() -> runAlarm(retries, answer));
    return answer;
  }

  private void runAlarm(int retries, CompletableFuture<@Nullable Instant> answer) {
    ObjectStore open = openStore();
    Instant slot = open.alarm();
    if (slot == null || slot.isAfter(owner.timers().clock().instant())) {
      outbox.send(() -> answer.complete(slot));
      return;
    }
    open.beginAlarm();
    turns
        .isolate()
        .deliver(Entrypoint.DEFAULT, new Event.Alarm(slot, retries))
        .whenComplete((nothing, thrown) -> {
          boolean again = thrown != null && retries < AlarmClock.MOST_RETRIES;
          open.endAlarm(!again);
          Instant next = open.alarm();
          if (thrown != null) {
            console.write(
                Console.Level.ERROR, "Uncaught (in alarm) " + text(GuestException.dataOf(thrown)));
          }
          outbox.send(() -> {
            if (again && slot.equals(next)) {
              answer.completeExceptionally(new GuestException(GuestException.dataOf(thrown)));
            } else {
              answer.complete(next);
            }
          });
        });
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
    return id;
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
    }
    return hub;
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
    end(reason);
  }

  /** Completes once the actor has let go of its memory and its file. */
  CompletableFuture<Void> gone() {
    return gone;
  }

  /** Whether events are still taken. */
  boolean alive() {
    return entrance.isOpen();
  }

  /** Whether nothing runs and nothing is waited for. May be called on any thread. */
  boolean idle() {
    return entrance.isEmpty() && turns.pendingCount() == 0;
  }

  /** Lets go of the instance if nothing happens in it; says whether. On any thread. */
  CompletableFuture<Boolean> hibernate() {
    CompletableFuture<Boolean> answer = new CompletableFuture<>();
    turns.postUngated(() -> answer.complete(retire()));
    gone.thenRun(() -> answer.complete(false));
    return answer;
  }

  /** Ends an instance in which nothing happens; its sockets stay. */
  private boolean retire() {
    if (!turns.quiet() || !outbox.quiet() || !entrance.closeIfEmpty()) {
      return false;
    }
    watch.stop();
    owner.forget(this);
    turns.close(isolate -> release(isolate, ErrorData.of("Error", "The object was put to sleep.")));
    return true;
  }

  /** Ends the actor: its callers get {@code reason}. May be called on any thread. */
  void end(ErrorData reason) {
    if (!entrance.close()) {
      return;
    }
    watch.stop();
    ObjectStore open = store;
    if (open != null) {
      open.abandon();
    }
    owner.forget(this);
    owner.dropSockets(id);
    outbox.drop();
    for (CompletableFuture<?> caller : callers) {
      caller.completeExceptionally(new GuestException(reason));
    }
    turns.close(isolate -> release(isolate, reason));
    owner.terminator().execute(() -> turns.terminate(reason));
  }

  private void release(@Nullable Isolate isolate, ErrorData reason) {
    try {
      if (isolate != null) {
        isolate.terminate(reason);
        isolate.close();
      }
      if (store != null) {
        store.close();
      }
    } catch (RuntimeException fault) {
      owner.reportFault(id, fault);
    } finally {
      gone.complete(null);
    }
  }

  private void writesLost(Throwable thrown) {
    end(GuestException.dataOf(thrown).with(ErrorData.Flag.DURABLE_OBJECT_RESET));
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
      CompletableFuture<Void> durable = openStore().endTurn();
      Instant alarm = openStore().alarm();
      if (!Objects.equals(alarm, knownAlarm)) {
        knownAlarm = alarm;
        owner.alarms().set(id, alarm);
      }
      return durable;
    }
  }

  private final class TurnHooks implements Turns.Hooks {
    @Override
    public Duration cpuLimit() {
      return owner.cpuLimit();
    }

    @Override
    public void overran(ErrorData reason) {
      end(reason.with(ErrorData.Flag.DURABLE_OBJECT_RESET));
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
        owner.reportFault(id, fault);
        end(
            ErrorData.of("Error", "internal error: " + fault)
                .with(ErrorData.Flag.DURABLE_OBJECT_RESET));
      }
    }
  }
}
