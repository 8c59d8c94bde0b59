package dev.perdure.host.actor;

import dev.perdure.host.turn.Timers;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;

/**
 * What all isolates of a host share.
 *
 * @param threads run turns
 * @param terminator ends guest code that runs; may block
 * @param faults hears of faults of the host itself, with the object they happened in
 * @param idleLimit how long an object in which nothing happens stays in memory
 */
public record ActorServices(
    Executor threads,
    Executor terminator,
    Timers timers,
    BiConsumer<String, RuntimeException> faults,
    Duration idleLimit) {
  /** How long Cloudflare's network and {@code wrangler dev} keep an object that could hibernate. */
  public static final Duration USUAL_IDLE_LIMIT = Duration.ofSeconds(10);

  public ActorServices {
    Objects.requireNonNull(threads);
    Objects.requireNonNull(terminator);
    Objects.requireNonNull(timers);
    Objects.requireNonNull(faults);
    Objects.requireNonNull(idleLimit);
  }

  /** Services with the usual limit. */
  public ActorServices(
      Executor threads,
      Executor terminator,
      Timers timers,
      BiConsumer<String, RuntimeException> faults) {
    this(threads, terminator, timers, faults, USUAL_IDLE_LIMIT);
  }
}
