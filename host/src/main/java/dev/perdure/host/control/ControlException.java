package dev.perdure.host.control;

import org.jspecify.annotations.Nullable;

/** A look into the state could not be had; the message is all its user needs. */
public final class ControlException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** What stands in the way. */
  public enum Kind {
    /** There is no such class, object or key. */
    NOT_FOUND,
    /** It cannot be done, or was refused. */
    REFUSED
  }

  private final Kind kind;

  private ControlException(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  static ControlException of(Kind kind, String message) {
    return new ControlException(kind, message, null);
  }

  static ControlException notFound(String message) {
    return of(Kind.NOT_FOUND, message);
  }

  static ControlException refused(String message) {
    return of(Kind.REFUSED, message);
  }

  static ControlException refused(String message, Throwable cause) {
    return new ControlException(Kind.REFUSED, message, cause);
  }

  /** What stands in the way. */
  public Kind kind() {
    return kind;
  }
}
