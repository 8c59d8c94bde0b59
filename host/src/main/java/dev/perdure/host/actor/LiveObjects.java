package dev.perdure.host.actor;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** The actors of a host that are in memory, whatever their class. Thread-safe. */
public final class LiveObjects {
  /** Of the instances that could go, one in so many goes at a time. */
  private static final int SHARE = 4;

  private final Set<Actor> all = ConcurrentHashMap.newKeySet();

  /** The objects of a host that has none yet. */
  public LiveObjects() {}

  void add(Actor actor) {
    all.add(actor);
  }

  void remove(Actor actor) {
    all.remove(actor);
  }

  /** How many there are. */
  public int count() {
    return all.size();
  }

  /**
   * Evicts instances in which nothing runs, those first whose last event is longest ago. Completes
   * with the number of those that went.
   *
   * @param every all of them rather than a part
   */
  public CompletableFuture<Integer> evictIdle(boolean every) {
    List<Actor> idle =
        all.stream()
            .filter(Actor::expendable)
            .sorted(Comparator.comparing(Actor::lastEvent))
            .toList();
    int most = every ? idle.size() : Math.ceilDiv(idle.size(), SHARE);
    List<CompletableFuture<Boolean>> going =
        idle.stream().limit(most).map(Actor::evictForMemory).toList();
    return CompletableFuture.allOf(going.toArray(CompletableFuture[]::new))
        .thenApply(nothing -> (int) going.stream().filter(CompletableFuture::join).count());
  }
}
