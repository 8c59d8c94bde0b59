package dev.perdure.js.encoding;

import java.nio.charset.StandardCharsets;

/**
 * UTF-8 as the WHATWG Encoding standard has it: faults and lone surrogates become U+FFFD.
 * Thread-safe.
 */
public final class Utf8 {
  private Utf8() {}

  /** The text, without a byte order mark. */
  public static String decode(byte[] bytes) {
    return decode(bytes, 0, bytes.length);
  }

  /** The text of a part of {@code bytes}, without a byte order mark. */
  public static String decode(byte[] bytes, int offset, int length) {
    boolean mark =
        length >= 3
            && bytes[offset] == (byte) 0xEF
            && bytes[offset + 1] == (byte) 0xBB
            && bytes[offset + 2] == (byte) 0xBF;
    int skip = mark ? 3 : 0;
    return new String(bytes, offset + skip, length - skip, StandardCharsets.UTF_8);
  }

  /** The text; a byte order mark stays in it. */
  public static String decodeWithMark(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /**
   * The bytes of {@code text}; a lone surrogate becomes U+FFFD, where Java writes a question mark.
   */
  public static byte[] encode(String text) {
    return wellFormed(text).getBytes(StandardCharsets.UTF_8);
  }

  /** {@code text} with U+FFFD in place of lone surrogates. */
  public static String wellFormed(String text) {
    int length = text.length();
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < length
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          return replaceLoneSurrogates(text);
        }
        i++;
      }
    }
    return text;
  }

  private static String replaceLoneSurrogates(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints().forEach(c -> out.appendCodePoint(c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c));
    return out.toString();
  }

  /** How many UTF-16 units of {@code text} fit into {@code capacity} bytes; pairs stay together. */
  static int fit(String text, int capacity) {
    int used = 0;
    int i = 0;
    while (i < text.length()) {
      int c = text.codePointAt(i);
      int size = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
      if (used + size > capacity) {
        break;
      }
      used += size;
      i += Character.charCount(c);
    }
    return i;
  }
}
