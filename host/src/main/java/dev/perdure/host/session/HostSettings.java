package dev.perdure.host.session;

import dev.perdure.host.life.LifeListener;
import dev.perdure.host.life.MemoryPressure;
import dev.perdure.host.life.ObjectLimits;
import dev.perdure.host.turn.Timers;
import dev.perdure.storage.CommitSink;
import java.util.Objects;
import java.util.Optional;

/**
 * What an application that contains a host may set, beyond what a user of the command can.
 *
 * @param timers drive alarms, timeouts and limits; if absent, those of this machine, closed with
 *     the host
 * @param limits of every object; what the command line names goes before
 * @param listener hears what happens to each object
 * @param memory says when memory is short; if absent, the heap of this JVM is watched; closed with
 *     the host
 * @param commits hears of every commit, and holds back what follows it until it agrees
 */
public record HostSettings(
    Optional<Timers> timers,
    ObjectLimits limits,
    LifeListener listener,
    Optional<MemoryPressure> memory,
    CommitSink commits) {
  /** The settings of the command. */
  public static final HostSettings USUAL =
      new HostSettings(
          Optional.empty(),
          ObjectLimits.USUAL,
          LifeListener.NONE,
          Optional.empty(),
          CommitSink.NONE);

  public HostSettings {
    Objects.requireNonNull(timers);
    Objects.requireNonNull(limits);
    Objects.requireNonNull(listener);
    Objects.requireNonNull(memory);
    Objects.requireNonNull(commits);
  }

  /** The same by another clock. */
  public HostSettings timers(Timers other) {
    return new HostSettings(Optional.of(other), limits, listener, memory, commits);
  }

  /** The same with other limits. */
  public HostSettings limits(ObjectLimits other) {
    return new HostSettings(timers, other, listener, memory, commits);
  }

  /** The same with somebody who hears of each object. */
  public HostSettings listener(LifeListener other) {
    return new HostSettings(timers, limits, other, memory, commits);
  }

  /** The same with memory that is short when {@code other} says so. */
  public HostSettings memory(MemoryPressure other) {
    return new HostSettings(timers, limits, listener, Optional.of(other), commits);
  }

  /** The same with somebody who hears of every commit. */
  public HostSettings commits(CommitSink other) {
    return new HostSettings(timers, limits, listener, memory, other);
  }
}
