package dev.perdure.workers.spi;

import dev.perdure.workers.id.ActorId;
import dev.perdure.workers.message.ErrorData;
import dev.perdure.workers.storage.ActorStorage;
import org.jspecify.annotations.Nullable;

/** The place of one Durable Object in the host. Confined to the isolate's thread. */
public interface ActorSite {
  /** The id that the script sees, with the name where the object was addressed by one. */
  ActorId id();

  /** What the script sees in place of the id, where that is a text. */
  @Nullable String textId();

  /** What the script sees as its props, in V8's serialization format, or null. */
  byte @Nullable [] props();

  /** The object's children. */
  ActorFacets facets();

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
