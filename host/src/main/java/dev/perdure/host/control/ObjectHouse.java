package dev.perdure.host.control;

import dev.perdure.host.actor.ObjectInMemory;
import dev.perdure.storage.ClassStore;
import dev.perdure.storage.ObjectStore;
import dev.perdure.workers.id.ActorId;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What holds the objects of a state folder. */
interface ObjectHouse extends AutoCloseable {
  /** The state folder. */
  Path root();

  /** The classes that there are. */
  List<HeldClass> classes();

  /** The files of a class. */
  ClassStore store(HeldClass held);

  /** The objects of a class that are in memory, or have sockets. */
  List<ObjectInMemory> inMemory(HeldClass held);

  /** Does something with the database of an object, in the object's own queue where it is live. */
  <R extends @Nullable Object> R use(HeldClass held, ActorId id, Function<ObjectStore, R> work);

  /**
   * Does something to the files of an object while it is closed; it ends for this if it is live.
   */
  <R extends @Nullable Object> R alone(HeldClass held, ActorId id, Supplier<R> work);

  @Override
  void close();
}
