package dev.perdure.host.control;

import dev.perdure.host.actor.ObjectInMemory;
import dev.perdure.migrations.Migrator;
import dev.perdure.migrations.ObjectFolders;
import dev.perdure.migrations.Registry;
import dev.perdure.storage.ClassStore;
import dev.perdure.storage.ObjectStore;
import dev.perdure.storage.StateFolder;
import dev.perdure.storage.StorageOptions;
import dev.perdure.workers.id.ActorId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A state folder on which no host runs: this process owns it meanwhile. */
final class ClosedHouse implements ObjectHouse {
  private final StateFolder state;
  private final List<HeldClass> classes;

  private ClosedHouse(StateFolder state, List<HeldClass> classes) {
    this.state = state;
    this.classes = classes;
  }

  static ClosedHouse open(Path root, StorageOptions options) {
    StateFolder state = StateFolder.open(root, options);
    try {
      Registry registry = Migrator.open(state, options.clock()).registry();
      return new ClosedHouse(state, classes(registry, new ObjectFolders(root)));
    } catch (RuntimeException e) {
      state.close();
      throw e;
    }
  }

  /** What the registry has, and folders that it does not know, as those of wrangler. */
  private static List<HeldClass> classes(Registry registry, ObjectFolders folders) {
    List<HeldClass> classes = new ArrayList<>();
    Set<String> keys = new HashSet<>();
    registry
        .workers()
        .forEach((worker, entry) ->
            entry
                .classes()
                .forEach((name, kept) -> {
                  keys.add(kept.uniqueKey());
                  classes.add(new HeldClass(worker, name, kept.uniqueKey(), kept.sqlite()));
                }));
    for (String key : folders.keys()) {
      if (keys.add(key)) {
        int dash = key.lastIndexOf('-');
        classes.add(
            new HeldClass(key.substring(0, Math.max(0, dash)), key.substring(dash + 1), key, true));
      }
    }
    return classes;
  }

  @Override
  public Path root() {
    return state.root();
  }

  @Override
  public List<HeldClass> classes() {
    return classes;
  }

  @Override
  public ClassStore store(HeldClass held) {
    return state.classStore(held.uniqueKey(), held.sqlite());
  }

  @Override
  public List<ObjectInMemory> inMemory(HeldClass held) {
    return List.of();
  }

  @Override
  public <R extends @Nullable Object> R use(
      HeldClass held, ActorId id, Function<ObjectStore, R> work) {
    try (ObjectStore open = store(held).open(id)) {
      R result = work.apply(open);
      open.endTurn().join();
      return result;
    }
  }

  @Override
  public <R extends @Nullable Object> R alone(HeldClass held, ActorId id, Supplier<R> work) {
    return work.get();
  }

  @Override
  public void close() {
    state.close();
  }
}
