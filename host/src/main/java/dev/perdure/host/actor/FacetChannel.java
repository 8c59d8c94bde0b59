package dev.perdure.host.actor;

import dev.perdure.workers.event.Event;
import dev.perdure.workers.message.ErrorData;
import dev.perdure.workers.message.GuestException;
import dev.perdure.workers.spi.ActorFacets;
import dev.perdure.workers.spi.Channel;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A stub's way to a facet: to the one that there is at the first event, for good. Once that has
 * ended, every later call fails with the reason. Thread-safe.
 */
final class FacetChannel implements Channel {
  private static final String BOUND =
      "Stubs pointing to Durable Object facets are not serializable.";

  private final Facets family;
  private final String name;
  private final Supplier<CompletableFuture<ActorFacets.Start>> starter;
  private @Nullable Facet target;

  FacetChannel(Facets family, String name, Supplier<CompletableFuture<ActorFacets.Start>> starter) {
    this.family = family;
    this.name = name;
    this.starter = starter;
  }

  private synchronized Facet target() {
    Facet known = target;
    if (known == null) {
      known = family.facet(name, starter);
      target = known;
    }
    return known;
  }

  @Override
  public <R> CompletableFuture<R> send(Event<R> event) {
    Facet facet = target();
    CompletableFuture<R> answer = new CompletableFuture<>();
    facet
        .deliver(facet.kept(), event, () -> {})
        .whenComplete((value, thrown) -> {
          if (thrown == null) {
            answer.complete(value);
          } else {
            answer.completeExceptionally(failure(facet, thrown, event instanceof Event.Fetch));
          }
        });
    return answer;
  }

  private static Throwable failure(Facet facet, Throwable thrown, boolean fetch) {
    Throwable cause = GuestException.unwrapped(thrown);
    return fetch && cause instanceof GuestException guest && !facet.isBroken()
        ? new GuestException(guest.error().with(ErrorData.Flag.REMOTE))
        : cause;
  }

  @Override
  public String bound() {
    return BOUND;
  }
}
