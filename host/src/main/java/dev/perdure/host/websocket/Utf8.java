package dev.perdure.host.websocket;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Text in the only encoding that the protocol has. */
final class Utf8 {
  private Utf8() {}

  /** The text, which must be well-formed. */
  static String decode(byte[] bytes, int offset, int count) throws ProtocolException {
    String text = new String(bytes, offset, count, StandardCharsets.UTF_8);
    if (text.indexOf('\ufffd') < 0) {
      return text;
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, offset, count))
          .toString();
    } catch (CharacterCodingException e) {
      throw ProtocolException.notText();
    }
  }

  /** As many bytes of {@code text} as fit into {@code most}, without half a character. */
  static byte[] fit(String text, int most) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= most) {
      return bytes;
    }
    int end = most;
    while ((bytes[end] & 0xc0) == 0x80) {
      end--;
    }
    return Arrays.copyOf(bytes, end);
  }
}
