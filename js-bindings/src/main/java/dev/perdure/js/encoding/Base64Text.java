package dev.perdure.js.encoding;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The two functions that turn a string of bytes into base64 and back. Thread-safe. */
final class Base64Text {
  private Base64Text() {}

  /** Base64 of a string whose characters are bytes; null where one is above 255. */
  static @Nullable String encode(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 255) {
        return null;
      }
    }
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /**
   * The string that {@code text} stands for, as the standard forgives it; null where it is none.
   */
  static @Nullable String decode(String text) {
    byte[] digits = new byte[text.length()];
    int length = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > 127) {
        return null;
      }
      if (c != ' ' && c != '\t' && c != '\n' && c != '\f' && c != '\r') {
        digits[length++] = (byte) c;
      }
    }
    if (length > 0 && length % 4 == 0 && digits[length - 1] == '=') {
      length -= digits[length - 2] == '=' ? 2 : 1;
    }
    if (length % 4 == 1) {
      return null;
    }
    StringBuilder out = new StringBuilder(length);
    int bits = 0;
    for (int i = 0; i < length; i++) {
      int value = value(digits[i]);
      if (value < 0) {
        return null;
      }
      bits = bits << 6 | value;
      switch (i % 4) {
        case 1 -> out.append((char) (bits >> 4 & 255));
        case 2 -> out.append((char) (bits >> 2 & 255));
        case 3 -> out.append((char) (bits & 255));
        default -> {}
      }
    }
    return out.toString();
  }

  private static int value(int c) {
    if (c >= 'A' && c <= 'Z') {
      return c - 'A';
    }
    if (c >= 'a' && c <= 'z') {
      return c - 'a' + 26;
    }
    if (c >= '0' && c <= '9') {
      return c - '0' + 52;
    }
    return c == '+' ? 62 : c == '/' ? 63 : -1;
  }
}
