package dev.perdure.js.actor;

import dev.perdure.js.scope.Realm;
import dev.perdure.workers.id.ActorId;
import dev.perdure.workers.message.GuestException;
import dev.perdure.workers.spi.ActorFacets;
import dev.perdure.workers.spi.ActorType;
import dev.perdure.workers.spi.EventLoop;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/** What {@code lib/facets.js} calls. */
public final class FacetsHost {
  private final Realm realm;

  public FacetsHost(Realm realm) {
    this.realm = realm;
  }

  private ActorFacets facets() {
    return Objects.requireNonNull(realm.host().actor()).facets();
  }

  /** Refuses a name that no facet may have. */
  @HostAccess.Export
  public void check(String name) {
    if (name.getBytes(StandardCharsets.UTF_8).length > ActorFacets.LONGEST_NAME) {
      throw realm.typeError(
          "Facet name is too long (max %d characters).".formatted(ActorFacets.LONGEST_NAME));
    }
    if (name.isEmpty()) {
      throw realm.typeError("The name of a facet must not be empty.");
    }
  }

  /**
   * A channel to a facet; {@code begin} is called, with where to answer, if it is to be started.
   */
  @HostAccess.Export
  public Object open(String name, Value begin) {
    ActorFacets facets = facets();
    if (facets.depth() + 1 >= ActorFacets.MOST_LEVELS) {
      throw realm.raise(
          GuestException.error(
              "Facet nesting depth limit exceeded. The maximum depth including the root Durable"
                  + " Object is "
                  + ActorFacets.MOST_LEVELS
                  + "."));
    }
    // In the section that asks: a constructor may wait for a facet.
    EventLoop.Pending entry = realm.loop().begin(EventLoop.Kind.LISTENER);
    return facets.open(
        name,
        () -> {
          CompletableFuture<ActorFacets.Start> start = new CompletableFuture<>();
          entry.resume(() -> begin.executeVoid(new Starting(realm, start)));
          return start;
        });
  }

  /** Takes what a facet is to be started as. Confined to the isolate's thread. */
  public static final class Starting {
    private final Realm realm;
    private final CompletableFuture<ActorFacets.Start> start;

    Starting(Realm realm, CompletableFuture<ActorFacets.Start> start) {
      this.realm = realm;
      this.start = start;
    }

    /** The script has said it. */
    @HostAccess.Export
    public void start(Object type, @Nullable Object id, @Nullable String text) {
      start.complete(new ActorFacets.Start((ActorType) type, (ActorId) id, text));
    }

    /** The script has failed to. */
    @HostAccess.Export
    public void fail(Value error) {
      start.completeExceptionally(new GuestException(realm.toData(error)));
    }
  }

  @HostAccess.Export
  public void abort(String name, Value reason) {
    facets().abort(name, realm.toData(reason));
  }

  @HostAccess.Export
  public void delete(String name) {
    facets().delete(name);
  }

  @HostAccess.Export
  public void copy(String from, String to) {
    facets().copy(from, to);
  }
}
