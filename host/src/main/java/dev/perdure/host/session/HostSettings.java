package dev.perdure.host.session;

import dev.perdure.host.actor.ActorServices;
import dev.perdure.host.turn.Timers;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * What an application that contains a host may set, beyond what a user of the command can.
 *
 * @param timers drive alarms, timeouts and limits; if absent, those of this machine, closed with
 *     the host
 * @param idleLimit how long an object in which nothing happens stays in memory
 */
public record HostSettings(Optional<Timers> timers, Duration idleLimit) {
  /** The settings of the command. */
  public static final HostSettings USUAL =
      new HostSettings(Optional.empty(), ActorServices.USUAL_IDLE_LIMIT);

  public HostSettings {
    Objects.requireNonNull(timers);
    Objects.requireNonNull(idleLimit);
  }

  /** The same by another clock. */
  public HostSettings timers(Timers other) {
    return new HostSettings(Optional.of(other), idleLimit);
  }
}
