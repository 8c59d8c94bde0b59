package dev.perdure.workers;

import org.jspecify.annotations.Nullable;

/** The id of an object within its namespace; equal to others with the same digits. */
public interface DurableObjectId {
  /** The name that the id was made from, where it is known. */
  @Nullable String name();

  /** 64 hexadecimal digits. */
  @Override
  String toString();
}
