package dev.perdure.host.actor;

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
 */
public record ActorServices(
    Executor threads,
    Executor terminator,
    Timers timers,
    BiConsumer<String, RuntimeException> faults) {
  public ActorServices {
    Objects.requireNonNull(threads);
    Objects.requireNonNull(terminator);
    Objects.requireNonNull(timers);
    Objects.requireNonNull(faults);
  }
}
