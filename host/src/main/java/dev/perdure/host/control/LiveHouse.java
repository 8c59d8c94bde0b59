package dev.perdure.host.control;

import dev.perdure.host.actor.ActorClass;
import dev.perdure.host.actor.ObjectInMemory;
import dev.perdure.host.worker.Worker;
import dev.perdure.storage.ClassStore;
import dev.perdure.storage.ObjectStore;
import dev.perdure.workers.id.ActorId;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The objects of a host that runs. */
public final class LiveHouse implements ObjectHouse {
  private final Path root;
  private final Supplier<? extends Collection<Worker>> workers;

  /** The objects of {@code workers}, whose state is in {@code root}. */
  public LiveHouse(Path root, Supplier<? extends Collection<Worker>> workers) {
    this.root = root;
    this.workers = workers;
  }

  @Override
  public Path root() {
    return root;
  }

  @Override
  public List<HeldClass> classes() {
    return workers.get().stream()
        .flatMap(worker ->
            worker.classes().stream()
                .map(each ->
                    new HeldClass(
                        worker.name(),
                        each.className(),
                        each.uniqueKey(),
                        each.store().sqlEnabled())))
        .toList();
  }

  private ActorClass find(HeldClass held) {
    return workers.get().stream()
        .flatMap(worker -> worker.classes().stream())
        .filter(each -> each.uniqueKey().equals(held.uniqueKey()))
        .findFirst()
        .orElseThrow(() ->
            ControlException.notFound(
                "The host does not run class '" + held.className() + "' any more."));
  }

  @Override
  public ClassStore store(HeldClass held) {
    return find(held).store();
  }

  @Override
  public List<ObjectInMemory> inMemory(HeldClass held) {
    return find(held).inMemory();
  }

  @Override
  public <R extends @Nullable Object> R use(
      HeldClass held, ActorId id, Function<ObjectStore, R> work) {
    return find(held).use(id, work).join();
  }

  @Override
  public <R extends @Nullable Object> R alone(HeldClass held, ActorId id, Supplier<R> work) {
    return find(held).alone(id, work);
  }

  @Override
  public void close() {
    // The host closes what is its own.
  }
}
