package dev.perdure.host.cli;

import java.util.function.BooleanSupplier;

/** Makes a running host of what the user asked for. */
@FunctionalInterface
public interface HostStarter {
  /**
   * Returns once the host answers requests; it has said so on standard output by then.
   *
   * @throws CannotStartException if something the user can mend stands in the way
   * @throws dev.perdure.host.config.ConfigException if the configuration is refused
   */
  RunningHost start(HostOptions options);

  /**
   * Brings the classes of the state to what the configuration says, without running anything. What
   * happens is said line by line.
   *
   * @param dryRun whether it is only said
   * @param consent asked before objects are lost
   * @throws CannotStartException if it cannot be done
   */
  default MigrationOutcome migrate(HostOptions options, boolean dryRun, BooleanSupplier consent) {
    throw new UnsupportedOperationException("Nothing can be migrated here.");
  }
}
