package dev.perdure.js.encoding;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * UTF-8 as the WHATWG Encoding standard has it: faults and lone surrogates become U+FFFD.
 * Thread-safe.
 */
public final class Utf8 {
  private static final char REPLACEMENT = '\uFFFD';
  // The byte that begins a surrogate, where one from A0 on follows; one that is never right.
  private static final byte SURROGATE = (byte) 0xED;
  private static final byte FAULT = (byte) 0xFF;

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
    return text(bytes, offset + skip, length - skip);
  }

  /** Java makes one U+FFFD of an encoded surrogate, the standard one of each of its bytes. */
  private static String text(byte[] bytes, int offset, int length) {
    String text = new String(bytes, offset, length, StandardCharsets.UTF_8);
    return text.indexOf(REPLACEMENT) < 0
        ? text
        : new String(withoutSurrogates(bytes, offset, length), StandardCharsets.UTF_8);
  }

  /** A copy in which each byte of an encoded surrogate is a fault of its own. */
  static byte[] withoutSurrogates(byte[] bytes, int offset, int length) {
    byte[] copy = Arrays.copyOfRange(bytes, offset, offset + length);
    for (int i = 0; i + 1 < copy.length; i++) {
      if (copy[i] == SURROGATE && (copy[i + 1] & 0xE0) == 0xA0) {
        copy[i] = FAULT;
        copy[i + 1] = FAULT;
      }
    }
    return copy;
  }

  /** The text; a byte order mark stays in it. */
  public static String decodeWithMark(byte[] bytes) {
    return text(bytes, 0, bytes.length);
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
