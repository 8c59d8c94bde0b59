package dev.perdure.host.actor;

import dev.perdure.host.turn.Timers;
import dev.perdure.workers.id.ActorId;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Runs the alarms of one class: never early, one at a time per object, tried again after a failure
 * with growing pauses. One timer for all of them, however many there are. Thread-safe.
 */
final class AlarmClock implements AutoCloseable {
  /** How often a failed alarm is tried again. */
  static final int MOST_RETRIES = 6;

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);

  private static final class Entry {
    final ActorId id;
    Instant due;
    int retries;
    boolean running;

    Entry(ActorId id, Instant due) {
      this.id = id;
      this.due = due;
    }
  }

  private record Due(Instant time, Entry entry) {}

  private final ActorClass owner;
  private final Timers timers;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Entry> entries = new HashMap<>();
  private final PriorityQueue<Due> queue = new PriorityQueue<>(Comparator.comparing(Due::time));
  private Timers.@Nullable Timer timer;
  private @Nullable Instant timerDue;
  private boolean closed;

  AlarmClock(ActorClass owner, Timers timers) {
    this.owner = owner;
    this.timers = timers;
  }

  /**
   * Sets when the alarm of an object is due, or takes it back with null. While the alarm runs, its
   * outcome decides instead.
   */
  void set(ActorId id, @Nullable Instant time) {
    lock.lock();
    try {
      Entry entry = entries.get(id.hex());
      if (closed || (entry != null && entry.running)) {
        return;
      }
      entries.remove(id.hex());
      if (time != null) {
        Entry fresh = new Entry(id, time);
        entries.put(id.hex(), fresh);
        enqueue(fresh);
      }
    } finally {
      lock.unlock();
    }
  }

  private void enqueue(Entry entry) {
    queue.add(new Due(entry.due, entry));
    arm();
  }

  /** Has the timer ring for the first entry. Called under the lock. */
  private void arm() {
    Due first = queue.peek();
    if (first == null || (timerDue != null && !first.time().isBefore(timerDue))) {
      return;
    }
    if (timer != null) {
      timer.cancel();
    }
    timerDue = first.time();
    Duration delay = Duration.between(timers.clock().instant(), first.time());
    timer = timers.after(delay.isNegative() ? Duration.ZERO : delay.plusNanos(999_999), this::ring);
  }

  private void ring() {
    lock.lock();
    try {
      timer = null;
      timerDue = null;
      Instant now = timers.clock().instant();
      while (!queue.isEmpty() && !queue.peek().time().isAfter(now)) {
        Due due = queue.remove();
        Entry entry = due.entry();
        if (entries.get(entry.id.hex()) == entry
            && !entry.running
            && entry.due.equals(due.time())) {
          entry.running = true;
          owner
              .runAlarm(entry.id, entry.retries)
              .whenComplete((next, thrown) -> settled(entry, next, thrown));
        }
      }
      arm();
    } finally {
      lock.unlock();
    }
  }

  private void settled(Entry entry, @Nullable Instant next, @Nullable Throwable thrown) {
    lock.lock();
    try {
      entry.running = false;
      if (closed || entries.get(entry.id.hex()) != entry) {
        return;
      }
      if (next != null) {
        entry.due = next;
        entry.retries = 0;
        enqueue(entry);
      } else if (thrown != null && entry.retries < MOST_RETRIES) {
        entry.due = timers.clock().instant().plus(FIRST_PAUSE.multipliedBy(1L << entry.retries));
        entry.retries++;
        enqueue(entry);
      } else {
        entries.remove(entry.id.hex());
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      if (timer != null) {
        timer.cancel();
      }
      queue.clear();
      entries.clear();
    } finally {
      lock.unlock();
    }
  }
}
