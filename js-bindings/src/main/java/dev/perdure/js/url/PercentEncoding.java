package dev.perdure.js.url;

import dev.perdure.js.encoding.Utf8;

/** Percent-encoding, with the sets of bytes that the standard names. Thread-safe. */
final class PercentEncoding {
  /** The ASCII characters that are encoded; every other character is encoded in any case. */
  enum Encode {
    C0_CONTROL(""),
    FRAGMENT(" \"<>`"),
    QUERY(" \"#<>"),
    SPECIAL_QUERY(" \"#<>'"),
    PATH(" \"#<>?^`{}"),
    USERINFO(" \"#<>?^`{}/:;=@[\\]|");

    private final long low;
    private final long high;

    Encode(String characters) {
      long below = 0xFFFFFFFFL;
      long above = 1L << 63;
      for (int i = 0; i < characters.length(); i++) {
        char c = characters.charAt(i);
        if (c < 64) {
          below |= 1L << c;
        } else {
          above |= 1L << (c - 64);
        }
      }
      this.low = below;
      this.high = above;
    }

    boolean has(int c) {
      return c > 0x7E || ((c < 64 ? low >> c : high >> (c - 64)) & 1) != 0;
    }
  }

  private static final char[] HEX = "0123456789ABCDEF".toCharArray();

  private PercentEncoding() {}

  /**
   * Appends {@code codePoint}, encoded as UTF-8 where the set has it; a lone surrogate becomes
   * U+FFFD.
   */
  static void append(StringBuilder out, int codePoint, Encode set) {
    if (!set.has(codePoint)) {
      out.append((char) codePoint);
    } else if (codePoint < 0x80) {
      appendByte(out, codePoint);
    } else {
      int c = codePoint >= 0xD800 && codePoint <= 0xDFFF ? 0xFFFD : codePoint;
      if (c < 0x800) {
        appendByte(out, 0xC0 | c >> 6);
      } else {
        if (c < 0x10000) {
          appendByte(out, 0xE0 | c >> 12);
        } else {
          appendByte(out, 0xF0 | c >> 18);
          appendByte(out, 0x80 | (c >> 12 & 0x3F));
        }
        appendByte(out, 0x80 | (c >> 6 & 0x3F));
      }
      appendByte(out, 0x80 | (c & 0x3F));
    }
  }

  static void appendByte(StringBuilder out, int value) {
    out.append('%').append(HEX[value >> 4]).append(HEX[value & 15]);
  }

  static String encode(String text, Encode set) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(c -> append(out, c, set));
    return out.toString();
  }

  /** The UTF-8 bytes of {@code text}, with escapes replaced by the bytes they stand for. */
  static byte[] decode(String text) {
    byte[] bytes = Utf8.encode(text);
    int length = 0;
    for (int i = 0; i < bytes.length; i++) {
      int value = bytes[i];
      if (value == '%'
          && i + 2 < bytes.length
          && hex(bytes[i + 1]) >= 0
          && hex(bytes[i + 2]) >= 0) {
        value = hex(bytes[i + 1]) << 4 | hex(bytes[i + 2]);
        i += 2;
      }
      bytes[length++] = (byte) value;
    }
    return length == bytes.length ? bytes : java.util.Arrays.copyOf(bytes, length);
  }

  static int hex(int c) {
    return c >= 0x80 ? -1 : Character.digit(c, 16);
  }
}
