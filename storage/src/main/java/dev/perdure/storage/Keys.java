package dev.perdure.storage;

import dev.perdure.workers.storage.KeyRange;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The half-open interval of keys, as UTF-8 bytes, that a {@link KeyRange} covers.
 *
 * @param from the first key, included
 * @param to the key after the last, or null
 */
@SuppressWarnings("ArrayRecordComponent")
record Keys(byte[] from, byte @Nullable [] to) {
  /** The interval, or null where no key can be in it. */
  static @Nullable Keys of(KeyRange range) {
    byte[] from = {};
    if (range.start() != null) {
      from = utf8(range.start());
    } else if (range.startAfter() != null) {
      byte[] before = utf8(range.startAfter());
      from = Arrays.copyOf(before, before.length + 1);
    }
    byte[] to = range.end() == null ? null : utf8(range.end());
    if (range.prefix() != null && !range.prefix().isEmpty()) {
      byte[] prefix = utf8(range.prefix());
      if (Arrays.compareUnsigned(prefix, from) > 0) {
        from = prefix;
      }
      byte[] next = successor(prefix);
      if (to == null || (next != null && Arrays.compareUnsigned(next, to) < 0)) {
        to = next;
      }
    }
    return to != null && Arrays.compareUnsigned(from, to) >= 0 ? null : new Keys(from, to);
  }

  /** The least byte string above all that start with {@code prefix}. */
  private static byte @Nullable [] successor(byte[] prefix) {
    for (int i = prefix.length - 1; i >= 0; i--) {
      if (prefix[i] != (byte) 0xff) {
        byte[] next = Arrays.copyOf(prefix, i + 1);
        next[i]++;
        return next;
      }
    }
    return null;
  }

  /** The key as SQLite stores it; a lone surrogate becomes U+FFFD as on the platform. */
  static byte[] utf8(String key) {
    return wellFormed(key).getBytes(StandardCharsets.UTF_8);
  }

  /** The key with every lone surrogate replaced. */
  static String wellFormed(String key) {
    int i = 0;
    while (i < key.length() && !Character.isSurrogate(key.charAt(i))) {
      i++;
    }
    if (i == key.length()) {
      return key;
    }
    StringBuilder result = new StringBuilder(key.length());
    key.codePoints()
        .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xfffd : c)
        .forEach(result::appendCodePoint);
    return result.toString();
  }
}
