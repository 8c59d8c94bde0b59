package dev.perdure.testworkers.report;

/** Where Perdure stands with one documented behaviour. */
public enum Standing {
  /** At least one test shows it, and every test tied to it passes. */
  PROVEN("proven"),
  /** A test tied to it fails. */
  FAILING("failing"),
  /** No test is tied to it. */
  NOT_YET("not yet"),
  /** Perdure has no such thing, for a reason that is given. */
  NOT_APPLICABLE("not applicable");

  private final String words;

  Standing(String words) {
    this.words = words;
  }

  /** The standing as people read it. */
  public String words() {
    return words;
  }
}
