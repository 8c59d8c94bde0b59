package dev.perdure.workers.cache;

import dev.perdure.workers.spi.CacheStore;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps responses in memory up to a number of bytes; beyond it those that were used longest ago are
 * dropped. Thread-safe.
 */
public final class MemoryCacheStore implements CacheStore {
  private record Place(String cache, String key) {}

  // What an entry takes beside its body, roughly.
  private static final int OVERHEAD = 512;

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Place, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
  private final long capacity;
  private final InstantSource clock;
  private long used;

  /** An empty store for {@code capacity} bytes. */
  public MemoryCacheStore(long capacity, InstantSource clock) {
    this.capacity = capacity;
    this.clock = clock;
  }

  @Override
  public @Nullable Entry find(String cache, String key) {
    lock.lock();
    try {
      Place place = new Place(cache, key);
      Entry entry = entries.get(place);
      if (entry != null && !entry.expires().isAfter(clock.instant())) {
        remove(place);
        return null;
      }
      return entry;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void put(String cache, String key, Entry entry) {
    lock.lock();
    try {
      Place place = new Place(cache, key);
      remove(place);
      if (size(entry) > capacity || !entry.expires().isAfter(clock.instant())) {
        return;
      }
      used += size(entry);
      for (Iterator<Entry> oldest = entries.values().iterator(); used > capacity; ) {
        used -= size(oldest.next());
        oldest.remove();
      }
      entries.put(place, entry);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean delete(String cache, String key) {
    lock.lock();
    try {
      Entry entry = remove(new Place(cache, key));
      return entry != null && entry.expires().isAfter(clock.instant());
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Entry remove(Place place) {
    Entry entry = entries.remove(place);
    if (entry != null) {
      used -= size(entry);
    }
    return entry;
  }

  private static long size(Entry entry) {
    return (long) entry.body().length + OVERHEAD;
  }
}
