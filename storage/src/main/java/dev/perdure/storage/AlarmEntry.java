package dev.perdure.storage;

import dev.perdure.workers.id.ActorId;
import java.io.IOException;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the index of alarms says of one object. It is never later than a slot that may be found
 * after a crash: an alarm that moves nearer is written here before the object commits, one that
 * moves away only once that commit is durable. Thread-safe.
 */
final class AlarmEntry {
  private final AlarmIndex index;
  private final ActorId id;
  private @Nullable Instant entry;
  private @Nullable Later later;
  private long written;

  /** An alarm that moves away with a commit. */
  private record Later(@Nullable Instant alarm, long commit) {}

  AlarmEntry(AlarmIndex index, ActorId id) {
    this.index = index;
    this.id = id;
    PendingAlarm found = index.of(id);
    this.entry = found == null ? null : found.time();
  }

  /** Whether it would be moved away for this slot. */
  synchronized boolean isEarlierThan(@Nullable Instant slot) {
    return entry != null && (slot == null || entry.isBefore(slot));
  }

  /** Makes room for an alarm that is about to be committed. */
  synchronized void beforeCommit(@Nullable Instant slot) {
    if (slot != null && (entry == null || slot.isBefore(entry))) {
      set(slot);
    }
  }

  /** Notes the slot that was committed. */
  synchronized void committed(@Nullable Instant slot, long commit) {
    later = Objects.equals(slot, entry) ? null : new Later(slot, commit);
  }

  /** Notes that everything up to a commit is durable. */
  synchronized void durable(long commit) {
    if (later != null && later.commit() <= commit) {
      set(later.alarm());
    }
  }

  private void set(@Nullable Instant slot) {
    later = null;
    written = index.set(id, slot);
    entry = slot;
  }

  /** Makes what was written for coming alarms durable. */
  void force() throws IOException {
    long change;
    synchronized (this) {
      change = written;
    }
    index.force(change);
  }

  /** Whether it waits for a commit to be durable. */
  synchronized boolean isBehind() {
    return later != null;
  }

  /** Writes nothing any more. */
  synchronized void end() {
    later = null;
  }
}
