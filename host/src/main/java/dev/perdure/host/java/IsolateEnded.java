package dev.perdure.host.java;

/** Unwinds guest code whose isolate has ended. */
final class IsolateEnded extends Error {
  private static final long serialVersionUID = 1;

  IsolateEnded() {
    super("The isolate has ended.", null, false, false);
  }
}
