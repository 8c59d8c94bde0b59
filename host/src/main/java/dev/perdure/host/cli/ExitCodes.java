package dev.perdure.host.cli;

/** What the process says when it ends. */
final class ExitCodes {
  /** It did what was asked, or was told to stop and did so in order. */
  static final int OK = 0;

  /** It could not start, or ended by a fault. */
  static final int FAILURE = 1;

  /** The command line is wrong. */
  static final int USAGE = 2;

  /** There is no such class, object or key. */
  static final int NOT_FOUND = 3;

  /** Objects would be lost, and nobody agreed. */
  static final int NEEDS_CONSENT = 4;

  /** It was told twice to stop. */
  static final int INTERRUPTED = 130;

  private ExitCodes() {}
}
