package dev.perdure.host.java;

import dev.perdure.workers.spi.WorkerLoadException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Has the virtual threads of one isolate run on the thread of its turn, so that an event changes no
 * thread: as it does on the JDK's own carriers, twice for each event and each wait, at three times
 * the cost. What is left to run when the isolate has ended runs on threads of its own.
 *
 * <p>The JDK has no public way to say where a virtual thread runs; the constructor that its own
 * tests use is taken, for which {@code java.lang} has to be open.
 */
final class Carrier {
  private static final String CLOSED =
      "Workers in Java need the JVM's option --add-opens java.base/java.lang=ALL-UNNAMED, which"
          + " ./perdure sets; add it where you start the JVM yourself.";

  private static final @Nullable Constructor<? extends Thread.Builder.OfVirtual> BUILDERS = find();

  private static final Executor OTHERS = Executors.newCachedThreadPool(Carrier::other);

  /** Where the thread of the turn is. */
  private enum Place {
    HOST,
    GUEST,
    /** It was in guest code when the isolate ended, which is being told. */
    STRAYING,
    /** It belongs to the guest now. */
    STRAYED
  }

  private final Runnable strayed;
  private final Queue<Runnable> steps = new ConcurrentLinkedQueue<>();
  private final AtomicReference<Place> place = new AtomicReference<>(Place.HOST);
  private volatile @Nullable Thread waiting;
  private volatile boolean back;
  private volatile boolean left;
  private volatile boolean ended;

  /**
   * Carries nothing yet.
   *
   * @param strayed is run, briefly and at most once, where the isolate ends while the thread of the
   *     turn is in guest code: it is not waited for
   */
  Carrier(Runnable strayed) {
    this.strayed = strayed;
  }

  private static Thread other(Runnable body) {
    Thread thread =
        Thread.ofPlatform()
            .name("perdure-java")
            .daemon()
            .inheritInheritableThreadLocals(false)
            .unstarted(body);
    // Not that of the guest that happens to need one more.
    thread.setContextClassLoader(Carrier.class.getClassLoader());
    return thread;
  }

  /**
   * Says what is wrong where the JDK does not let virtual threads run here.
   *
   * @throws WorkerLoadException if {@code java.lang} is not open
   */
  static void check() {
    if (BUILDERS == null) {
      throw new WorkerLoadException(CLOSED, null);
    }
  }

  private static @Nullable Constructor<? extends Thread.Builder.OfVirtual> find() {
    try {
      Constructor<? extends Thread.Builder.OfVirtual> found =
          Thread.ofVirtual().getClass().getDeclaredConstructor(Executor.class);
      found.setAccessible(true);
      return found;
    } catch (NoSuchMethodException | InaccessibleObjectException e) {
      return null;
    }
  }

  /**
   * Takes the steps of one virtual thread. The JDK gives it those of all the virtual threads too
   * that the first one starts: they are nobody's here.
   */
  final class Lane implements Executor {
    private @Nullable Runnable first;
    private boolean over;

    /** A builder of the virtual thread. */
    Thread.Builder.OfVirtual thread() {
      try {
        return Objects.requireNonNull(BUILDERS).newInstance(this);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("The JDK refused to make a virtual thread.", e);
      }
    }

    /** Called by the JDK, on any thread. */
    @Override
    public void execute(Runnable step) {
      if (first == null && !over) {
        first = step;
      }
      if (step.equals(first)) {
        take(step);
      } else {
        OTHERS.execute(step);
      }
    }

    /** The thread is at its end; those that it started may live long. */
    void end() {
      over = true;
      first = null;
    }
  }

  private void take(Runnable step) {
    left = true;
    steps.add(step);
    if (ended) {
      scatter();
    } else {
      LockSupport.unpark(waiting);
    }
  }

  /** Runs virtual threads until {@link #giveBack} or the end. On the thread of the turn. */
  void carry() {
    while (!back && !ended) {
      Runnable step = steps.poll();
      if (step == null) {
        await();
      } else {
        run(step);
      }
    }
    back = false;
  }

  /** Something of the guest's holds up the thread that has the baton: sleep, locks, sockets. */
  private void await() {
    waiting = Thread.currentThread();
    while (steps.isEmpty() && !back && !ended) {
      LockSupport.park(this);
      // Whoever has ended another isolate may have interrupted this thread.
      boolean _ = Thread.interrupted();
    }
    waiting = null;
  }

  private void run(Runnable step) {
    place.set(Place.GUEST);
    if (ended) {
      OTHERS.execute(step);
    } else {
      step.run();
    }
    if (!place.compareAndSet(Place.GUEST, Place.HOST)) {
      while (place.get() == Place.STRAYING) {
        Thread.onSpinWait();
      }
    }
  }

  /**
   * Whether the virtual thread that asks can leave the thread it runs on: it cannot with a frame of
   * native code on its stack, as the initialization of a class has one.
   */
  boolean canLeave() {
    left = false;
    Thread.yield();
    return left;
  }

  /** The virtual thread that runs gives the baton back. On it. */
  void giveBack() {
    back = true;
    LockSupport.unpark(waiting);
  }

  /** Carries nothing any more. On any thread, repeatedly. */
  void end() {
    ended = true;
    if (place.compareAndSet(Place.GUEST, Place.STRAYING)) {
      strayed.run();
      place.set(Place.STRAYED);
    }
    scatter();
    LockSupport.unpark(waiting);
  }

  private void scatter() {
    for (Runnable step = steps.poll(); step != null; step = steps.poll()) {
      OTHERS.execute(step);
    }
  }
}
