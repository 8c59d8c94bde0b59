package dev.perdure.testworkers.harness;

import dev.perdure.host.life.LifeEvent;
import dev.perdure.host.life.LifeListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Keeps what happens to the objects of a host, each by its name. Thread-safe. */
public final class Lives implements LifeListener {
  private static final long POLL_MILLIS = 100;
  private static final int POLLS = 200;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition more = lock.newCondition();
  private final List<LifeEvent> events = new ArrayList<>();

  @Override
  public void happened(LifeEvent event) {
    lock.lock();
    try {
      events.add(event);
      more.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** What happened to the object so far. */
  public List<LifeEvent.Kind> of(String name) {
    lock.lock();
    try {
      return events.stream()
          .filter(event -> name.equals(event.id().name()))
          .map(LifeEvent::kind)
          .toList();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until it happens to the object. */
  public LifeEvent next(LifeEvent.Kind kind, String name) {
    return await(kind, name, () -> {});
  }

  /** Moves the clock in steps until it happens to the object. */
  public LifeEvent passing(TestHost host, Duration step, LifeEvent.Kind kind, String name) {
    return await(kind, name, () -> host.pass(step));
  }

  private LifeEvent await(LifeEvent.Kind kind, String name, Runnable meanwhile) {
    for (int i = 0; i < POLLS; i++) {
      LifeEvent found = found(kind, name, i > 0);
      if (found != null) {
        return found;
      }
      meanwhile.run();
    }
    throw new AssertionError("'%s' was not %s but %s".formatted(name, kind, of(name)));
  }

  private @Nullable LifeEvent found(LifeEvent.Kind kind, String name, boolean wait) {
    lock.lock();
    try {
      LifeEvent found = find(kind, name);
      long rest = TimeUnit.MILLISECONDS.toNanos(POLL_MILLIS);
      while (found == null && wait && rest > 0) {
        rest = more.awaitNanos(rest);
        found = find(kind, name);
      }
      return found;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      lock.unlock();
    }
  }

  /** The event, if it is the last that happened to the object. */
  private @Nullable LifeEvent find(LifeEvent.Kind kind, String name) {
    return events.stream()
        .filter(event -> name.equals(event.id().name()))
        .reduce((earlier, later) -> later)
        .filter(event -> event.kind() == kind)
        .orElse(null);
  }
}
