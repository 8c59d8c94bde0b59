package dev.perdure.workers.storage;

import org.jspecify.annotations.Nullable;

/**
 * Which keys a list covers, compared by their UTF-8 bytes.
 *
 * @param start the first key, included, or null
 * @param startAfter the key before the first, or null; not together with {@code start}
 * @param end the key after the last, or null
 * @param prefix what every key starts with, or null
 * @param limit the most pairs, or a negative number for all
 */
public record KeyRange(
    @Nullable String start,
    @Nullable String startAfter,
    @Nullable String end,
    @Nullable String prefix,
    boolean reverse,
    long limit) {
  /** Every key. */
  public static final KeyRange ALL = new KeyRange(null, null, null, null, false, -1);
}
