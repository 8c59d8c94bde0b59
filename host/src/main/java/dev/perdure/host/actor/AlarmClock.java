package dev.perdure.host.actor;

import dev.perdure.host.turn.Timers;
import dev.perdure.workers.id.ActorId;
import dev.perdure.workers.message.GuestException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Runs the alarms of one class: never early, one at a time per object, tried again after a failure
 * with growing pauses. One timer for all of them, however many there are. Reproduces workerd's
 * {@code server/alarm-scheduler.h}. Thread-safe.
 */
final class AlarmClock implements AutoCloseable {
  /** How often an alarm is tried again that the guest's code has failed. */
  static final int MOST_RETRIES = 6;

  private static final int LONGEST_PAUSE = 9;
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);

  /** Pauses grow by up to this part of a whole, so that not all that failed come again at once. */
  private static final int JITTER = 4;

  /** What runs alarms. Called under the clock's lock, and must not wait. */
  interface Objects {
    /**
     * Runs the alarm of an object if it is due.
     *
     * @param retries how often it was tried before
     * @param last whether it is not tried again if it fails
     * @return the time of the next alarm, or null for none; fails where this one is to be tried
     *     again: with a {@link GuestException} where the guest's code is the cause, otherwise with
     *     something else
     */
    CompletableFuture<@Nullable Instant> runAlarm(ActorId id, int retries, boolean last);

    /** Empties the slot of an object whose alarm failed too often, if it still has this time. */
    void dropAlarm(ActorId id, Instant time);
  }

  private static final class Entry {
    final ActorId id;
    final Instant time;
    Instant due;
    int retries;
    int counted;
    int pause;
    boolean fault;
    boolean running;

    // What the slot was set to while the alarm ran.
    boolean changed;
    @Nullable Instant latest;

    Entry(ActorId id, Instant time) {
      this.id = id;
      this.time = time;
      this.due = time;
    }

    Instant due() {
      return due;
    }

    String key() {
      return id.hex();
    }
  }

  private final Objects objects;
  private final Timers timers;
  private final RandomGenerator random;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Entry> entries = new HashMap<>();

  // Those that do not run; an entry's time does not change while it is in here.
  private final TreeSet<Entry> queue =
      new TreeSet<>(Comparator.comparing(Entry::due).thenComparing(Entry::key));
  private Timers.@Nullable Timer timer;
  private @Nullable Instant timerDue;
  private boolean closed;

  AlarmClock(Objects objects, Timers timers, RandomGenerator random) {
    this.objects = objects;
    this.timers = timers;
    this.random = random;
  }

  /**
   * Sets when the alarm of an object is due, or takes it back with null. While the alarm runs, it
   * goes on, and what is set is for the next.
   */
  void set(ActorId id, @Nullable Instant time) {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      Entry entry = entries.get(id.hex());
      if (entry != null && entry.running) {
        entry.changed = true;
        entry.latest = time;
      } else {
        replace(id, entry, time);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Makes sure that an alarm is known that an object was found to have. */
  void found(ActorId id, Instant time) {
    lock.lock();
    try {
      Entry entry = entries.get(id.hex());
      if (!closed
          && (entry == null
              || (!entry.running && entry.retries == 0 && !entry.time.equals(time)))) {
        replace(id, entry, time);
      }
    } finally {
      lock.unlock();
    }
  }

  /** How many alarms are known. */
  int size() {
    lock.lock();
    try {
      return entries.size();
    } finally {
      lock.unlock();
    }
  }

  private void replace(ActorId id, @Nullable Entry entry, @Nullable Instant time) {
    if (entry != null) {
      queue.remove(entry);
      entries.remove(id.hex());
    }
    if (time != null) {
      Entry fresh = new Entry(id, time);
      entries.put(id.hex(), fresh);
      enqueue(fresh);
    }
  }

  private void enqueue(Entry entry) {
    queue.add(entry);
    arm();
  }

  /** Has the timer ring for the first entry. Called under the lock. */
  private void arm() {
    if (queue.isEmpty() || (timerDue != null && !queue.first().due.isBefore(timerDue))) {
      return;
    }
    if (timer != null) {
      timer.cancel();
    }
    timerDue = queue.first().due;
    Duration delay = Duration.between(timers.clock().instant(), timerDue);
    timer = timers.after(delay.isNegative() ? Duration.ZERO : delay, this::ring);
  }

  private void ring() {
    lock.lock();
    try {
      timer = null;
      timerDue = null;
      Instant now = timers.clock().instant();
      while (!queue.isEmpty() && !queue.first().due.isAfter(now)) {
        run(queue.removeFirst());
      }
      arm();
    } finally {
      lock.unlock();
    }
  }

  private void run(Entry entry) {
    entry.running = true;
    entry.changed = false;
    objects
        .runAlarm(entry.id, entry.retries, entry.counted >= MOST_RETRIES)
        .whenComplete((next, thrown) -> settled(entry, next, thrown));
  }

  private void settled(Entry entry, @Nullable Instant next, @Nullable Throwable thrown) {
    lock.lock();
    try {
      entry.running = false;
      if (closed || entries.get(entry.key()) != entry) {
        return;
      }
      if (entry.changed) {
        replace(entry.id, entry, entry.latest);
      } else if (thrown == null) {
        replace(entry.id, entry, next);
      } else {
        failed(entry, GuestException.unwrapped(thrown) instanceof GuestException);
      }
    } finally {
      lock.unlock();
    }
  }

  private void failed(Entry entry, boolean counts) {
    if (counts && entry.counted >= MOST_RETRIES) {
      entries.remove(entry.key());
      objects.dropAlarm(entry.id, entry.time);
      return;
    }
    if (counts) {
      entry.counted++;
      // After faults of the host the guest's own begin with the first pause.
      entry.pause = entry.fault ? 0 : entry.pause;
    }
    entry.fault = !counts;
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(entry.pause, LONGEST_PAUSE));
    entry.due =
        timers.clock().instant().plus(pause).plusMillis(random.nextLong(pause.toMillis() / JITTER));
    entry.pause++;
    entry.retries++;
    enqueue(entry);
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
