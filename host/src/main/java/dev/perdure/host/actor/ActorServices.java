package dev.perdure.host.actor;

import dev.perdure.host.life.LifeListener;
import dev.perdure.host.life.ObjectLimits;
import dev.perdure.host.turn.Timers;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;

/**
 * What all isolates of a host share.
 *
 * @param threads run turns
 * @param terminator ends guest code that runs; may block
 * @param faults hears of faults of the host itself, with the object they happened in
 * @param limits of every object
 * @param listener hears of every object
 * @param live the objects in memory
 */
public record ActorServices(
    Executor threads,
    Executor terminator,
    Timers timers,
    BiConsumer<String, RuntimeException> faults,
    ObjectLimits limits,
    LifeListener listener,
    LiveObjects live) {
  public ActorServices {
    Objects.requireNonNull(threads);
    Objects.requireNonNull(terminator);
    Objects.requireNonNull(timers);
    Objects.requireNonNull(faults);
    Objects.requireNonNull(limits);
    Objects.requireNonNull(listener);
    Objects.requireNonNull(live);
  }

  /** Services with the usual limits, and nobody who listens. */
  public ActorServices(
      Executor threads,
      Executor terminator,
      Timers timers,
      BiConsumer<String, RuntimeException> faults) {
    this(
        threads,
        terminator,
        timers,
        faults,
        ObjectLimits.USUAL,
        LifeListener.NONE,
        new LiveObjects());
  }
}
