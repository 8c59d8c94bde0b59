package dev.perdure.host.actor;

import dev.perdure.host.life.LifeEvent;
import dev.perdure.storage.ObjectStore;
import dev.perdure.workers.event.Event;
import dev.perdure.workers.id.ActorId;
import dev.perdure.workers.message.ErrorData;
import dev.perdure.workers.message.GuestException;
import dev.perdure.workers.spi.ActorFacets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One facet from its start until it is aborted: what instances of it are started as, and the one
 * that is there. Thread-safe.
 */
final class Facet implements ActorHome {
  private final Facets family;
  private final String name;
  private final ActorId kept;
  private final Facets children;
  private final AtomicBoolean asked = new AtomicBoolean();
  private final ReentrantLock lock = new ReentrantLock();

  // Events that came before it was known what to start, in their order.
  private final Queue<Consumer<@Nullable ErrorData>> waiting = new ArrayDeque<>();
  private boolean settled;
  private volatile @Nullable FacetType type;
  private volatile @Nullable Seen seen;
  private volatile @Nullable ErrorData notStarted;
  private volatile @Nullable ErrorData broken;
  private volatile @Nullable Actor actor;
  private volatile @Nullable SocketHub hub;

  Facet(Facets family, String name) {
    this.family = family;
    this.name = name;
    int number = family.numberOf(name);
    this.kept = family.object().facet(number);
    this.children = new Facets(family.root(), family.object(), this, number, family.index());
  }

  Facets family() {
    return family;
  }

  Facets children() {
    return children;
  }

  String name() {
    return name;
  }

  ActorId kept() {
    return kept;
  }

  Seen seen() {
    return Objects.requireNonNull(seen);
  }

  /** Asks once what to start. */
  void start(Supplier<CompletableFuture<ActorFacets.Start>> starter) {
    if (!asked.getAndSet(true)) {
      starter
          .get()
          .whenComplete((start, thrown) -> {
            if (thrown == null) {
              Seen parent = family.parentSeen();
              FacetType given = (FacetType) start.type();
              ActorId id = start.id();
              String text = id == null && start.text() == null ? parent.text() : start.text();
              seen = new Seen(id == null ? parent.id() : id, text, given.props());
              type = given;
            } else {
              notStarted = GuestException.dataOf(thrown);
            }
            settle();
          });
    }
  }

  private void settle() {
    Consumer<@Nullable ErrorData> event = nextWaiting();
    while (event != null) {
      event.accept(failure());
      event = nextWaiting();
    }
  }

  private @Nullable Consumer<@Nullable ErrorData> nextWaiting() {
    lock.lock();
    try {
      Consumer<@Nullable ErrorData> next = waiting.poll();
      settled |= next == null;
      return next;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable ErrorData failure() {
    ErrorData reason = broken;
    return reason == null ? notStarted : reason;
  }

  @Override
  public <R> CompletableFuture<R> deliver(ActorId id, Event<R> event, Runnable begun) {
    CompletableFuture<R> answer = new CompletableFuture<>();
    Consumer<@Nullable ErrorData> delivery =
        failure -> {
          if (failure == null) {
            forward(event, begun, answer);
          } else {
            refuse(event, failure, answer);
          }
        };
    lock.lock();
    try {
      if (!settled) {
        waiting.add(delivery);
        return answer;
      }
    } finally {
      lock.unlock();
    }
    delivery.accept(failure());
    return answer;
  }

  private static void refuse(Event<?> event, ErrorData reason, CompletableFuture<?> answer) {
    event.discard();
    answer.completeExceptionally(new GuestException(reason));
  }

  private <R> void forward(Event<R> event, Runnable begun, CompletableFuture<R> answer) {
    CompletableFuture<R> taken = null;
    while (taken == null) {
      Actor there = live(event);
      if (there == null) {
        refuse(event, Objects.requireNonNull(failure()), answer);
        return;
      }
      taken = there.send(event, begun);
    }
    taken.whenComplete((value, thrown) -> {
      if (thrown == null) {
        answer.complete(value);
      } else {
        answer.completeExceptionally(GuestException.unwrapped(thrown));
      }
    });
  }

  /** The instance, or null where the facet has ended. */
  private @Nullable Actor live(Event<?> cause) {
    lock.lock();
    try {
      Actor known = actor;
      if (broken != null || (known != null && known.alive())) {
        return broken != null ? null : known;
      }
      CompletableFuture<Void> before = known != null ? known.gone() : family.root().before(kept);
      Actor fresh = new Actor(this, kept, seen(), before, LifeLog.reason(cause));
      actor = fresh;
      services().live().add(fresh);
      return fresh;
    } finally {
      lock.unlock();
    }
  }

  /** Ends it and all inside of it; whoever has a stub of it gets {@code reason}. */
  void end(ErrorData reason) {
    lock.lock();
    try {
      if (broken != null) {
        return;
      }
      broken = reason;
    } finally {
      lock.unlock();
    }
    family.forget(this);
    Actor there = actor;
    if (there != null) {
      there.end(reason, LifeEvent.Kind.RESET);
    }
    children.end(reason);
    dropSockets(kept);
    settle();
  }

  boolean isBroken() {
    return broken != null;
  }

  @Nullable Actor instance() {
    return actor;
  }

  /** Whether it is there or starts, or sockets may wake it. */
  boolean isBusy() {
    SocketHub sockets = hub;
    lock.lock();
    try {
      if (actor != null || (!settled && broken == null)) {
        return true;
      }
    } finally {
      lock.unlock();
    }
    return (sockets != null && !sockets.isEmpty()) || children.areBusy();
  }

  void collect(List<Actor> instances) {
    Actor there = actor;
    if (there != null) {
      instances.add(there);
    }
    children.collect(instances);
  }

  private FacetType type() {
    return Objects.requireNonNull(type);
  }

  @Override
  public String className() {
    return type().className();
  }

  @Override
  public ActorCode code() {
    return type().code().get();
  }

  @Override
  public ActorServices services() {
    return family.root().services();
  }

  @Override
  public LifeLog lives() {
    return family.root().lives().of(className());
  }

  @Override
  public boolean knows(ActorId id) {
    return hub != null || family.root().knows(id);
  }

  @Override
  public ObjectStore openStore(ActorId id) {
    return family.root().openStore(id);
  }

  @Override
  public void alarmFound(ActorId id, Instant time) {
    // It was never committed.
  }

  @Override
  public void alarmSet(ActorId id, @Nullable Instant time) {
    // There is none to be set.
  }

  @Override
  public SocketHub sockets(ActorId id) {
    lock.lock();
    try {
      SocketHub known = hub;
      if (known == null) {
        known = new SocketHub(this, id);
        hub = known;
      }
      return known;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void dropSockets(ActorId id) {
    SocketHub known = hub;
    if (known != null) {
      known.close();
      hub = null;
      known.drop();
    }
  }

  @Override
  public ActorFacets facets(ActorId id) {
    return children;
  }

  @Override
  public void breaking(Actor ended, ErrorData reason) {
    if (ended == actor) {
      end(reason);
    }
  }

  @Override
  public void forget(Actor ended) {
    ActorClass root = family.root();
    root.leave(kept, ended.gone());
    services().live().remove(ended);
    lock.lock();
    try {
      if (actor == ended) {
        actor = null;
      }
    } finally {
      lock.unlock();
    }
    root.tidy(family.object());
  }
}
