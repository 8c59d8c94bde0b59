package dev.perdure.workers;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An error with a name, as JavaScript has it: thrown by the platform for what it refuses, and to be
 * thrown by workers whose callers are to see this very name and message.
 */
public class WorkerException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String name;

  /** An error called {@code name}, for instance {@code TypeError}. */
  public WorkerException(String name, @Nullable String message) {
    this(name, message, null);
  }

  /** The same with what it was caused by. */
  public WorkerException(String name, @Nullable String message, @Nullable Throwable cause) {
    super(message, cause);
    this.name = Objects.requireNonNull(name);
  }

  /** An {@code Error}. */
  public static WorkerException error(String message) {
    return new WorkerException("Error", message);
  }

  /** A {@code TypeError}. */
  public static WorkerException typeError(String message) {
    return new WorkerException("TypeError", message);
  }

  /** A {@code RangeError}. */
  public static WorkerException rangeError(String message) {
    return new WorkerException("RangeError", message);
  }

  /** The {@code name} of the error. */
  public final String name() {
    return name;
  }

  /** The message; empty where there is none. */
  public final String message() {
    return Objects.requireNonNullElse(getMessage(), "");
  }

  @Override
  @SuppressWarnings("OverrideThrowableToString") // the name is not that of the class
  public String toString() {
    return message().isEmpty() ? name : name + ": " + message();
  }
}
