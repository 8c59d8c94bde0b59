package dev.perdure.host.actor;

import dev.perdure.host.turn.Timers;
import dev.perdure.workers.message.ErrorData;
import dev.perdure.workers.message.GuestException;
import dev.perdure.workers.spi.Channel;
import dev.perdure.workers.spi.Evictions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Ends instances where a test wants it; some namespaces do not have it. Thread-safe. */
public final class ActorEvictions implements Evictions {
  private static final Duration PAUSE = Duration.ofMillis(2);

  private final Supplier<List<ActorClass>> classes;
  private final Set<String> kept;

  /**
   * Evictions from {@code classes}.
   *
   * @param kept the unique keys of the namespaces whose objects stay
   */
  public ActorEvictions(Supplier<List<ActorClass>> classes, Set<String> kept) {
    this.classes = classes;
    this.kept = Set.copyOf(kept);
  }

  private List<ActorClass> evictable() {
    return classes.get().stream().filter(each -> !kept.contains(each.uniqueKey())).toList();
  }

  @Override
  public CompletableFuture<Void> abortAll() {
    return all(
        evictable().stream()
            .map(each -> each.abortAll(reason("Application called abortAllDurableObjects().")))
            .toList());
  }

  @Override
  public CompletableFuture<Void> deleteAll() {
    List<ActorClass> deleted = evictable();
    return all(deleted.stream()
            .map(each -> each.abortAll(reason("Application called deleteAllDurableObjects().")))
            .toList())
        .thenRun(() -> deleted.forEach(ActorClass::deleteAll));
  }

  private static ErrorData reason(String message) {
    return ErrorData.of("Error", message).with(ErrorData.Flag.DURABLE_OBJECT_RESET);
  }

  @Override
  public CompletableFuture<Void> evictAll(boolean closeSockets) {
    List<CompletableFuture<Void>> going = new ArrayList<>();
    for (ActorClass each : evictable()) {
      for (Actor actor : each.instances()) {
        going.add(retire(each.timers(), actor, closeSockets));
      }
    }
    return all(going);
  }

  @Override
  public CompletableFuture<Void> evict(Channel stub, boolean closeSockets) {
    if (!(stub instanceof ActorChannel channel)) {
      return refused("evict() can only be used on a Durable Object stub.");
    }
    ActorClass target = channel.target();
    if (kept.contains(target.uniqueKey())) {
      return refused("Cannot evict Durable Object: its namespace has preventEviction set.");
    }
    Actor actor = target.instance(channel.id());
    if (actor != null) {
      return retire(target.timers(), actor, closeSockets);
    }
    CompletableFuture<Void> leaving = target.leaving(channel.id());
    return leaving != null
        ? leaving
        : refused("Cannot evict Durable Object: it is not currently running.");
  }

  private static CompletableFuture<Void> refused(String message) {
    return CompletableFuture.failedFuture(GuestException.error(message));
  }

  private static CompletableFuture<Void> all(List<CompletableFuture<Void>> each) {
    return CompletableFuture.allOf(each.toArray(CompletableFuture[]::new));
  }

  /** Lets go of an instance as soon as nothing happens in it. */
  private static CompletableFuture<Void> retire(Timers timers, Actor actor, boolean closeSockets) {
    if (!actor.alive()) {
      return actor.gone();
    }
    return actor
        .hibernate()
        .thenCompose(retired -> {
          if (retired || !actor.alive()) {
            if (closeSockets) {
              actor.dropSockets();
            }
            return actor.gone();
          }
          CompletableFuture<Void> later = new CompletableFuture<>();
          timers.after(
              PAUSE,
              () ->
                  retire(timers, actor, closeSockets)
                      .whenComplete((nothing, thrown) -> later.complete(null)));
          return later;
        });
  }
}
