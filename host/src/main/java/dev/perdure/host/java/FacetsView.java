package dev.perdure.host.java;

import dev.perdure.workers.Facets;
import dev.perdure.workers.Fetcher;
import dev.perdure.workers.WorkerException;
import dev.perdure.workers.message.ErrorData;
import dev.perdure.workers.spi.ActorFacets;
import dev.perdure.workers.spi.ActorType;
import dev.perdure.workers.spi.Binding;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** {@code ctx.facets()}. */
record FacetsView(JavaRealm realm, ActorFacets facets) implements Facets {
  private static String checked(String name) {
    if (name.isEmpty()) {
      throw WorkerException.typeError("The name of a facet must not be empty.");
    }
    if (name.getBytes(StandardCharsets.UTF_8).length > ActorFacets.LONGEST_NAME) {
      throw WorkerException.typeError(
          "Facet name is too long (max %d characters).".formatted(ActorFacets.LONGEST_NAME));
    }
    return name;
  }

  @Override
  public Fetcher get(String name, String className) {
    String checked = checked(name);
    ActorType type = type(className);
    if (facets.depth() + 1 >= ActorFacets.MOST_LEVELS) {
      throw WorkerException.error(
          "Facet nesting depth limit exceeded. The maximum depth including the root Durable Object"
              + " is %d.".formatted(ActorFacets.MOST_LEVELS));
    }
    ActorFacets.Start start = new ActorFacets.Start(type, null, null);
    return new ServiceStub(
        realm,
        realm
            .fibers()
            .call(() -> facets.open(checked, () -> CompletableFuture.completedFuture(start))));
  }

  private ActorType type(String className) {
    ActorType type =
        switch (realm.host().loopback().get(className)) {
          case Binding.Namespace namespace -> namespace.type();
          case Binding.ObjectClass object -> object.type();
          case null, default -> null;
        };
    if (type == null) {
      throw new IllegalArgumentException(
          "The worker exports no class of objects called '%s'.".formatted(className));
    }
    return type;
  }

  @Override
  public void abort(String name, String reason) {
    String checked = checked(name);
    realm.fibers().act(() -> facets.abort(checked, ErrorData.of("Error", reason)));
  }

  @Override
  public void delete(String name) {
    String checked = checked(name);
    realm.fibers().act(() -> facets.delete(checked));
  }

  @Override
  public void copy(String from, String to) {
    String source = checked(from);
    String target = checked(to);
    realm.fibers().act(() -> facets.copy(source, target));
  }
}
