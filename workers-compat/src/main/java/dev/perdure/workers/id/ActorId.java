package dev.perdure.workers.id;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The id of one Durable Object within its namespace. Two ids are equal when their digits are, with
 * or without a name.
 *
 * @param hex 64 lower-case hexadecimal digits
 * @param name what the id was made from, where it is known
 */
public record ActorId(String hex, @Nullable String name) {
  public ActorId {
    if (hex.length() != 64) {
      throw new IllegalArgumentException("An id has 64 hex digits, '" + hex + "' has not.");
    }
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
