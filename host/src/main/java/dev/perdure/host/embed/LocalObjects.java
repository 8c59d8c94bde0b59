package dev.perdure.host.embed;

import dev.perdure.host.actor.ActorClass;
import dev.perdure.host.actor.ActorEvictions;
import dev.perdure.workers.id.ActorId;
import java.util.List;

/**
 * The objects of one class of a {@link LocalHost}. An object is called by its name, or by its id of
 * 64 hexadecimal digits. Thread-safe.
 */
public final class LocalObjects {
  private final ActorClass objects;
  private final ActorEvictions evictions;

  LocalObjects(ActorClass objects, ActorEvictions evictions) {
    this.objects = objects;
    this.evictions = evictions;
  }

  /** The ids of all objects that have kept something. */
  public List<String> ids() {
    return objects.objects().stream().map(ActorId::hex).sorted().toList();
  }

  /** The id of the object of a name. */
  public String id(String name) {
    return objects.idFromName(name).hex();
  }

  private ActorId idOf(String object) {
    return object.matches("[0-9a-f]{64}")
        ? objects.idFromString(object)
        : objects.idFromName(object);
  }

  /**
   * Runs the alarm of an object at once, whenever it is due.
   *
   * @return whether there was one
   * @throws dev.perdure.workers.message.GuestException if the handler fails; the alarm stays
   */
  public boolean runAlarm(String object) {
    return LocalHost.joined(objects.runAlarmNow(idOf(object)));
  }

  /**
   * Ends the instance of an object as soon as nothing happens in it; its data and its sockets stay.
   *
   * @throws dev.perdure.workers.message.GuestException if the object has no instance
   */
  public void evict(String object) {
    LocalHost.joined(evictions.evict(objects.open(idOf(object)), false));
  }

  /** The same, and drops the sockets of the object. */
  public void evictAndCloseSockets(String object) {
    LocalHost.joined(evictions.evict(objects.open(idOf(object)), true));
  }

  /** How many instances are in memory. */
  public int live() {
    return objects.liveCount();
  }
}
