package dev.perdure.workers;

import org.jspecify.annotations.Nullable;

/**
 * Which keys a list covers, by their UTF-8 bytes.
 *
 * @param start the first key, included, or null
 * @param startAfter the key before the first, or null
 * @param end the key after the last, or null
 * @param prefix what every key starts with, or null
 * @param reverse whether the last come first
 * @param limit the most pairs, or a negative number for all
 */
public record ListOptions(
    @Nullable String start,
    @Nullable String startAfter,
    @Nullable String end,
    @Nullable String prefix,
    boolean reverse,
    int limit) {
  /** Every key. */
  public static final ListOptions ALL = new ListOptions(null, null, null, null, false, -1);

  /** The keys that start so. */
  public static ListOptions prefix(String text) {
    return new ListOptions(null, null, null, text, false, -1);
  }

  /** The same from a key on. */
  public ListOptions from(String key) {
    return new ListOptions(key, null, end, prefix, reverse, limit);
  }

  /** The same behind a key. */
  public ListOptions after(String key) {
    return new ListOptions(null, key, end, prefix, reverse, limit);
  }

  /** The same up to a key, which is left out. */
  public ListOptions until(String key) {
    return new ListOptions(start, startAfter, key, prefix, reverse, limit);
  }

  /** The same with the last key first. */
  public ListOptions reversed() {
    return new ListOptions(start, startAfter, end, prefix, true, limit);
  }

  /** The same with at most so many pairs. */
  public ListOptions most(int pairs) {
    return new ListOptions(start, startAfter, end, prefix, reverse, pairs);
  }
}
