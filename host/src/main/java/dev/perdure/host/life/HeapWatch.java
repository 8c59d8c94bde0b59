package dev.perdure.host.life;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;
import org.jspecify.annotations.Nullable;

/**
 * Memory pressure as the heap of this JVM has it: what is in use after a garbage collection,
 * against the most that there may be. Thread-safe.
 */
public final class HeapWatch implements MemoryPressure {
  private static final double SHORT = 0.80;
  private static final double CRITICAL = 0.92;

  private final Set<String> heapPools =
      ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(pool -> pool.getType() == MemoryType.HEAP)
          .map(MemoryPoolMXBean::getName)
          .collect(Collectors.toUnmodifiableSet());
  private final List<GarbageCollectorMXBean> collectors =
      ManagementFactory.getGarbageCollectorMXBeans();
  private final NotificationListener notified = this::collected;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("perdure-heap-watch").daemon().factory());
  private final AtomicReference<@Nullable Level> pending = new AtomicReference<>();
  private volatile @Nullable Listener listener;

  @Override
  public void listen(Listener heard) {
    listener = heard;
    for (GarbageCollectorMXBean collector : collectors) {
      if (collector instanceof NotificationEmitter emitter) {
        emitter.addNotificationListener(notified, null, null);
      }
    }
  }

  private void collected(Notification notification, @Nullable Object handback) {
    if (!(notification.getUserData() instanceof CompositeData data)
        || !notification
            .getType()
            .equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
      return;
    }
    Map<String, MemoryUsage> after =
        GarbageCollectionNotificationInfo.from(data).getGcInfo().getMemoryUsageAfterGc();
    long used = 0;
    for (Map.Entry<String, MemoryUsage> pool : after.entrySet()) {
      used += heapPools.contains(pool.getKey()) ? pool.getValue().getUsed() : 0;
    }
    Level level = level(used, Runtime.getRuntime().maxMemory());
    if (level != null) {
      tell(level, thread);
    }
  }

  static @Nullable Level level(long used, long most) {
    double share = (double) used / most;
    return share >= CRITICAL ? Level.CRITICAL : share >= SHORT ? Level.SHORT : null;
  }

  /** What comes while the listener works is told once, when it is done. */
  private void tell(Level level, Executor executor) {
    Level before =
        pending.getAndAccumulate(
            level, (known, more) -> known == Level.CRITICAL ? Level.CRITICAL : more);
    if (before == null) {
      executor.execute(() -> {
        Level known = pending.getAndSet(null);
        Listener hearing = listener;
        if (known != null && hearing != null) {
          hearing.memoryIsShort(known);
        }
      });
    }
  }

  @Override
  public void close() {
    for (GarbageCollectorMXBean collector : collectors) {
      if (listener != null && collector instanceof NotificationEmitter emitter) {
        try {
          emitter.removeNotificationListener(notified);
        } catch (ListenerNotFoundException e) {
          throw new IllegalStateException(e);
        }
      }
    }
    listener = null;
    thread.shutdown();
  }
}
