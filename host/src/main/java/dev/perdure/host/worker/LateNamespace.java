package dev.perdure.host.worker;

import dev.perdure.workers.id.ActorId;
import dev.perdure.workers.spi.ActorNamespace;
import dev.perdure.workers.spi.Channel;
import java.util.function.Supplier;

/** A namespace of a class that is looked up when it is used. Thread-safe. */
record LateNamespace(Supplier<? extends ActorNamespace> target) implements ActorNamespace {
  @Override
  public ActorId idFromName(String name) {
    return target.get().idFromName(name);
  }

  @Override
  public ActorId newUniqueId() {
    return target.get().newUniqueId();
  }

  @Override
  public ActorId idFromString(String text) {
    return target.get().idFromString(text);
  }

  @Override
  public Channel open(ActorId id) {
    return target.get().open(id);
  }
}
