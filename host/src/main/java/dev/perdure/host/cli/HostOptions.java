package dev.perdure.host.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the user asked of a host. Every path is absolute, except that {@code project} and {@code
 * configs} need not exist yet.
 *
 * @param mode whether for the author of the worker or for its users
 * @param workingDirectory where the user stands
 * @param project the folder or script to run; absent where none was named
 * @param configs configuration files, the main worker's first; empty where one is to be looked for
 * @param ip the address to listen at, where the command line names one
 * @param port the port to listen at, 0 for a free one, where the command line names one
 * @param environment the name of a section {@code env.NAME} of the configuration
 * @param vars variables that replace those of the configuration, each as {@code KEY:VALUE}
 * @param state the folder that stands in for {@code .wrangler/state/v3} of the project
 * @param watch whether a change of source or configuration reloads the worker
 * @param testScheduled whether {@code /__scheduled} fires a cron trigger
 * @param idle how long objects stay in memory
 * @param logLevel the least important lines that are shown
 */
public record HostOptions(
    Mode mode,
    Path workingDirectory,
    Optional<Path> project,
    List<Path> configs,
    Optional<String> ip,
    OptionalInt port,
    Optional<String> environment,
    List<String> vars,
    Optional<Path> state,
    boolean watch,
    boolean testScheduled,
    Idle idle,
    LogLevel logLevel) {
  /** Whom a host serves. */
  public enum Mode {
    /** The author of the worker: faults are shown in full. */
    DEV,
    /** The users of the worker: it is tuned for load, faults go to the log only. */
    SERVE
  }

  /**
   * How long objects in which nothing happens stay in memory, where the command line says so.
   *
   * @param hibernateAfter those that can hibernate
   * @param evictAfter those that cannot, after their last event
   */
  public record Idle(Optional<Duration> hibernateAfter, Optional<Duration> evictAfter) {
    /** As long as is usual. */
    public static final Idle USUAL = new Idle(Optional.empty(), Optional.empty());
  }

  /** How important a line must be to be shown. */
  public enum LogLevel {
    /** Everything. */
    DEBUG,
    /** What workers print and what is more important. */
    LOG,
    /** Information and what is more important. */
    INFO,
    /** Warnings and errors. */
    WARN,
    /** Errors. */
    ERROR,
    /** Nothing. */
    NONE
  }

  public HostOptions {
    configs = List.copyOf(configs);
    vars = List.copyOf(vars);
  }
}
