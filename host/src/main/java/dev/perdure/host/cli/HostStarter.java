package dev.perdure.host.cli;

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
}
