package dev.perdure.host.actor;

import dev.perdure.storage.ClassStore;
import dev.perdure.storage.FacetIndex;
import dev.perdure.workers.id.ActorId;
import dev.perdure.workers.message.ErrorData;
import dev.perdure.workers.spi.ActorFacets;
import dev.perdure.workers.spi.Channel;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The facets of one object, or of one of its facets. They outlast its instances as long as one of
 * them does something, and end when it is reset. Reproduces {@code ActorContainer} of workerd's
 * {@code server/server.c++}. Thread-safe.
 */
final class Facets implements ActorFacets {
  private static final ErrorData DELETED = ErrorData.of("Error", "Facet was deleted.");
  private static final ErrorData REPLACED = ErrorData.of("Error", "Facet was cloned-over.");

  private final ActorClass root;
  private final ActorId object;
  private final @Nullable Facet parent;
  private final int number;
  private final FacetIndex index;
  private final Map<String, Facet> running = new ConcurrentHashMap<>();
  private volatile @Nullable ErrorData ended;

  /**
   * The facets of {@code parent}, or of the object itself where that is null.
   *
   * @param number the parent's; 0 for the object
   */
  Facets(ActorClass root, ActorId object, @Nullable Facet parent, int number, FacetIndex index) {
    this.root = root;
    this.object = object;
    this.parent = parent;
    this.number = number;
    this.index = index;
  }

  ActorClass root() {
    return root;
  }

  /** The outermost object. */
  ActorId object() {
    return object;
  }

  /** What the parent's script sees of itself. */
  Seen parentSeen() {
    return parent == null ? new Seen(object, null, null) : parent.seen();
  }

  FacetIndex index() {
    return index;
  }

  /** The number under which a child is kept. */
  int numberOf(String name) {
    return index.number(number, name);
  }

  @Override
  public int depth() {
    return parent == null ? 0 : 1 + parent.family().depth();
  }

  @Override
  public Channel open(String name, Supplier<CompletableFuture<Start>> starter) {
    return new FacetChannel(this, name, starter);
  }

  /** The facet that there is, or a new one. */
  Facet facet(String name, Supplier<CompletableFuture<Start>> starter) {
    Facet facet = running.computeIfAbsent(name, key -> new Facet(this, key));
    facet.start(starter);
    ErrorData reason = ended;
    if (reason != null) {
      facet.end(reason);
    }
    return facet;
  }

  void forget(Facet facet) {
    running.remove(facet.name(), facet);
  }

  @Override
  public void abort(String name, ErrorData reason) {
    Facet facet = running.remove(name);
    if (facet != null) {
      facet.end(reason);
    }
  }

  /** Ends all of them, for good. */
  void end(ErrorData reason) {
    ended = reason;
    List.copyOf(running.keySet()).forEach(name -> abort(name, reason));
  }

  @Override
  public void delete(String name) {
    abort(name, DELETED);
    Integer known = index.children(number).get(name);
    if (known != null) {
      erase(known);
    }
  }

  @Override
  public void deleteAll() {
    index.children(number).values().forEach(this::erase);
  }

  /** Deletes what a facet and all inside of it have kept. */
  private void erase(int facet) {
    index.children(facet).values().forEach(this::erase);
    ActorId kept = object.facet(facet);
    ClassStore store = root.store();
    store.deleteFacet(kept);
    CompletableFuture<Void> before = root.before(kept);
    if (!before.isDone()) {
      // What still runs may have made the file anew.
      after(before, kept, () -> store.deleteFacet(kept));
    }
  }

  @Override
  public void copy(String from, String to) {
    abort(to, REPLACED);
    if (from.equals(to)) {
      return;
    }
    delete(to);
    Integer source = index.children(number).get(from);
    if (source != null) {
      copy(running.get(from), source, numberOf(to));
    }
  }

  private void copy(@Nullable Facet live, int from, int to) {
    index
        .children(from)
        .forEach((name, child) ->
            copy(
                live == null ? null : live.children().running.get(name),
                child,
                index.number(to, name)));
    ActorId source = object.facet(from);
    ActorId target = object.facet(to);
    Runnable copy = () -> root.store().copyFacet(source, target);
    Actor writer = live == null ? null : live.instance();
    CompletableFuture<Void> cleared = root.before(target);
    CompletableFuture<Boolean> copied =
        writer == null
            ? cleared.thenApply(nothing -> false)
            : cleared.thenCompose(nothing -> writer.inTurn(copy));
    after(
        copied.thenCompose(done ->
            done ? CompletableFuture.completedFuture(null) : root.before(source).thenRun(copy)),
        target,
        () -> {});
  }

  /** Has the next instance of {@code kept} wait for {@code action}. */
  private void after(CompletableFuture<Void> before, ActorId kept, Runnable action) {
    root.leave(
        kept,
        before
            .thenRun(action)
            .exceptionally(thrown -> {
              root.reportFault(
                  kept, new IllegalStateException("What a facet has kept is not right.", thrown));
              return null;
            }));
  }

  /** Whether one of them is there, or comes back by itself. */
  boolean areBusy() {
    return running.values().stream().anyMatch(Facet::isBusy);
  }

  /** Adds the instances of all of them. */
  void collect(List<Actor> instances) {
    running.values().forEach(facet -> facet.collect(instances));
  }
}
