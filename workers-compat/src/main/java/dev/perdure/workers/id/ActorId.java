package dev.perdure.workers.id;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The id of one Durable Object within its namespace. Two ids are equal when their digits are, with
 * or without a name.
 *
 * @param hex 64 lower-case hexadecimal digits; with a point and a number for what is kept of a
 *     facet
 * @param name what the id was made from, where it is known
 */
public record ActorId(String hex, @Nullable String name) {
  private static final int DIGITS = 64;

  public ActorId {
    if (hex.length() != DIGITS && (hex.length() < DIGITS || hex.charAt(DIGITS) != '.')) {
      throw new IllegalArgumentException("An id has 64 hex digits, '" + hex + "' has not.");
    }
  }

  /** What the facet of this object that has {@code number} is kept under. */
  public ActorId facet(int number) {
    return new ActorId(hex.substring(0, DIGITS) + "." + number, null);
  }

  /** Whether this is a facet's. */
  public boolean isFacet() {
    return hex.length() > DIGITS;
  }

  /** The same id without its name. */
  public ActorId withoutName() {
    return name == null ? this : new ActorId(hex, null);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ActorId id && hex.equals(id.hex);
  }

  @Override
  public int hashCode() {
    return Objects.hashCode(hex);
  }

  @Override
  public String toString() {
    return hex;
  }
}
