package dev.perdure.workers.message;

import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is left of something a guest threw once it has left its isolate.
 *
 * @param name the {@code name} of the error, for instance {@code TypeError}
 * @param message the {@code message}, or the thrown value as text where it was no error
 * @param stack the stack trace as the guest's engine writes it, or null
 * @param flags what the receiver is told of the cause
 * @param value the thrown value itself in V8's format, where it could be copied, or null
 * @param objectId the id of the Durable Object that it came from, where guests are told, or null
 */
public record ErrorData(
    String name,
    String message,
    @Nullable String stack,
    Set<Flag> flags,
    byte @Nullable [] value,
    @Nullable String objectId) {
  /** What an error says beside its text; each is a boolean property on the guest's error. */
  public enum Flag {
    /** It was thrown on the other side of a stub. */
    REMOTE("remote"),
    /** The same call may succeed on a new stub. */
    RETRYABLE("retryable"),
    /** The object had too much to do. */
    OVERLOADED("overloaded"),
    /** The object lost its memory. */
    DURABLE_OBJECT_RESET("durableObjectReset");

    private final String property;

    Flag(String property) {
      this.property = property;
    }

    /** The property of the guest's error that is then true. */
    public String property() {
      return property;
    }
  }

  public ErrorData {
    Objects.requireNonNull(name);
    Objects.requireNonNull(message);
    flags = flags.isEmpty() ? Set.of() : Set.copyOf(flags);
  }

  /** An error with nothing but a name and a message. */
  public static ErrorData of(String name, String message) {
    return new ErrorData(name, message, null, Set.of(), null, null);
  }

  /** An error as a guest threw it, without flags. */
  public static ErrorData thrown(String name, String message, @Nullable String stack) {
    return new ErrorData(name, message, stack, Set.of(), null, null);
  }

  /** The same error without a flag. */
  public ErrorData without(Flag flag) {
    Set<Flag> fewer = EnumSet.noneOf(Flag.class);
    fewer.addAll(flags);
    fewer.remove(flag);
    return new ErrorData(name, message, stack, fewer, value, objectId);
  }

  /** The same error with one more flag. */
  public ErrorData with(Flag flag) {
    Set<Flag> more = EnumSet.of(flag);
    more.addAll(flags);
    return new ErrorData(name, message, stack, more, value, objectId);
  }
}
