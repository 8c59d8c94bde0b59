package dev.perdure.host.cli;

/** What became of a migration. */
public enum MigrationOutcome {
  /** The state fitted the configuration already. */
  NOTHING,
  /** It was only shown. */
  SHOWN,
  /** It was done. */
  DONE,
  /** Objects would have been lost, and nobody agreed. */
  REFUSED
}
