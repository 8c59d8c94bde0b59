package dev.perdure.js.fetch;

import java.nio.charset.StandardCharsets;

/** UTF-8 as the Encoding standard decodes it: a byte order mark is dropped, faults are replaced. */
final class Utf8 {
  private Utf8() {}

  static String decode(byte[] bytes) {
    boolean mark =
        bytes.length >= 3
            && bytes[0] == (byte) 0xEF
            && bytes[1] == (byte) 0xBB
            && bytes[2] == (byte) 0xBF;
    int from = mark ? 3 : 0;
    return new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
  }
}
