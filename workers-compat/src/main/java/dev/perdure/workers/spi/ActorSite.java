package dev.perdure.workers.spi;

import dev.perdure.workers.id.ActorId;
import dev.perdure.workers.message.ErrorData;
import dev.perdure.workers.storage.ActorStorage;

/** The place of one Durable Object in the host. Confined to the isolate's thread. */
public interface ActorSite {
  /** The id, with the name where the object was addressed by one. */
  ActorId id();

  /** The name of the export that is the object's class. */
  String className();

  /** The object's database. */
  ActorStorage storage();

  /** The object's sockets that outlast its isolate. */
  ActorSockets sockets();

  /** The object's input gate. */
  InputGate gate();

  /**
   * Resets the object: what runs ends, its callers and those that wait get {@code reason}, writes
   * since the last commit are dropped. The next event builds a new instance.
   */
  void reset(ErrorData reason);

  /** The same; an alarm whose handler runs meanwhile is not tried again. */
  void resetForGood(ErrorData reason);
}
