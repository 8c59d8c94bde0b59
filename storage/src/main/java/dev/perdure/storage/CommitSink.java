package dev.perdure.storage;

import dev.perdure.workers.id.ActorId;
import java.util.concurrent.CompletableFuture;

/** Learns of every commit of every object, for instance to ship it to another machine. */
public interface CommitSink {
  /** Takes no notice. */
  CommitSink NONE = (uniqueKey, id, commit) -> CompletableFuture.allOf();

  /**
   * Called in the order of an object's commits once they are on the local disk, on a thread of the
   * storage; commits that shared an fsync are reported once.
   *
   * @param commit the number of the last commit since the object was opened
   * @return completes when the commit may be acknowledged
   */
  CompletableFuture<Void> committed(String uniqueKey, ActorId id, long commit);
}
