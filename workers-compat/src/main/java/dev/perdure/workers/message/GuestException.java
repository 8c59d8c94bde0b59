package dev.perdure.workers.message;

import java.util.concurrent.CompletionException;

/** An error with a name and a text that a guest may see, or that a guest threw. */
public final class GuestException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient ErrorData error;

  /** Carries {@code error} across Java code; no Java stack trace is taken. */
  public GuestException(ErrorData error) {
    super(error.message(), null, false, false);
    this.error = error;
  }

  /** An {@code Error} with a message. */
  public static GuestException error(String message) {
    return new GuestException(ErrorData.of("Error", message));
  }

  /** A {@code TypeError} with a message. */
  public static GuestException typeError(String message) {
    return new GuestException(ErrorData.of("TypeError", message));
  }

  /** A {@code RangeError} with a message. */
  public static GuestException rangeError(String message) {
    return new GuestException(ErrorData.of("RangeError", message));
  }

  /** A {@code DOMException} of the given name. */
  public static GuestException dom(String name, String message) {
    return new GuestException(ErrorData.of("DOMException:" + name, message));
  }

  /** A connection ended before its time; the same may succeed another time. */
  public static GuestException connectionLost() {
    return new GuestException(
        ErrorData.of("Error", "Network connection lost.").with(ErrorData.Flag.RETRYABLE));
  }

  /** What a future failed with, out of the wrapper that a later stage of it puts around. */
  public static Throwable unwrapped(Throwable thrown) {
    return thrown instanceof CompletionException && thrown.getCause() != null
        ? thrown.getCause()
        : thrown;
  }

  /** What a guest sees of what Java code threw; faults of the host are internal errors. */
  public static ErrorData dataOf(Throwable thrown) {
    Throwable cause = unwrapped(thrown);
    return cause instanceof GuestException guest
        ? guest.error()
        : ErrorData.of("Error", "internal error: " + cause);
  }

  /** What the guest sees. */
  public ErrorData error() {
    return error;
  }
}
