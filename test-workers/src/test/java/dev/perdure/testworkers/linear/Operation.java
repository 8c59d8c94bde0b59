package dev.perdure.testworkers.linear;

import java.util.OptionalLong;

/**
 * One operation on a register of one number.
 *
 * @param kind what it does
 * @param argument what is written or added
 * @param begun when it began; all times of a history differ
 * @param ended when its answer came, {@link Long#MAX_VALUE} if none did
 * @param answer what was read, or the sum; empty if no answer came, and then nobody knows whether
 *     it took effect
 */
public record Operation(Kind kind, long argument, long begun, long ended, OptionalLong answer) {
  /** What an operation does. */
  public enum Kind {
    /** Answers with the value. */
    READ,
    /** Sets the value; answers with 0. */
    WRITE,
    /** Adds to the value; answers with the sum. */
    ADD
  }

  /** The value after it, where it is {@code value} before. */
  long apply(long value) {
    return switch (kind) {
      case READ -> value;
      case WRITE -> argument;
      case ADD -> value + argument;
    };
  }

  /** Whether its answer is right where the value was {@code value} before it. */
  boolean agrees(long value) {
    long right = kind == Kind.WRITE ? 0 : apply(value);
    return answer.isEmpty() || answer.getAsLong() == right;
  }

  /** Whether its answer came. */
  boolean answered() {
    return ended != Long.MAX_VALUE;
  }
}
