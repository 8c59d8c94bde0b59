package dev.perdure.workers.wire;

/** Says that bytes are not a value in V8's format, and where they stop being one. */
public final class WireException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** What V8 tells its guests of damaged bytes. */
  public static final String DAMAGED = "Unable to deserialize cloned data.";

  /** What V8 tells its guests of a version it does not know. */
  public static final String UNKNOWN_VERSION =
      "Unable to deserialize cloned data due to invalid or unsupported version.";

  private final boolean version;

  private WireException(String message, boolean version) {
    super(message);
    this.version = version;
  }

  static WireException at(int position, String fault) {
    return new WireException(
        "The stored value is damaged at byte " + position + ": " + fault, false);
  }

  static WireException version(long version) {
    return new WireException(
        "The stored value has version '"
            + version
            + "' of V8's format; this host reads versions "
            + WireReader.OLDEST_VERSION
            + " to "
            + WireWriter.VERSION
            + ".",
        true);
  }

  /** The text that a guest sees. */
  public String guestMessage() {
    return version ? UNKNOWN_VERSION : DAMAGED;
  }
}
