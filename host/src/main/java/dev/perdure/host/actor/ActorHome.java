package dev.perdure.host.actor;

import dev.perdure.host.life.ObjectLimits;
import dev.perdure.host.turn.Timers;
import dev.perdure.storage.ObjectStore;
import dev.perdure.workers.event.Event;
import dev.perdure.workers.id.ActorId;
import dev.perdure.workers.message.ErrorData;
import dev.perdure.workers.spi.ActorFacets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Where an actor belongs: what starts it anew, and what of it outlasts it. Thread-safe. Ids are
 * those under which something is kept.
 */
interface ActorHome {
  /** The export that is the class. */
  String className();

  ActorCode code();

  ActorServices services();

  LifeLog lives();

  /** Whether the object left something behind: a database, or sockets. */
  boolean knows(ActorId id);

  ObjectStore openStore(ActorId id);

  /** An object was opened that has an alarm. */
  void alarmFound(ActorId id, Instant time);

  /** What an object has committed as its alarm. */
  void alarmSet(ActorId id, @Nullable Instant time);

  /** The sockets of an object that outlast its instances. */
  SocketHub sockets(ActorId id);

  /** Drops the connections of an object. */
  void dropSockets(ActorId id);

  /** The children of an object. */
  ActorFacets facets(ActorId id);

  /** An actor is about to be ended by an error: what depends on it ends too. */
  void breaking(Actor actor, ErrorData reason);

  /** Takes an ended actor out of the way of the next one with its id. */
  void forget(Actor actor);

  /** Sends an event to the object, which starts if it is not live; {@code begun}: it has it. */
  <R> CompletableFuture<R> deliver(ActorId id, Event<R> event, Runnable begun);

  default ObjectLimits limits() {
    return services().limits();
  }

  default Timers timers() {
    return services().timers();
  }

  default Executor threads() {
    return services().threads();
  }

  default Executor terminator() {
    return services().terminator();
  }

  /** Reports a fault of the host; what is returned names it to those who are not told more. */
  default String reportFault(ActorId id, RuntimeException fault) {
    String reference = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    services().faults().accept(className() + " " + id + ", reference = " + reference, fault);
    return reference;
  }
}
