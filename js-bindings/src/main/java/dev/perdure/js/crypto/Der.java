package dev.perdure.js.crypto;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;

/** Writes the little DER that key formats need. */
final class Der {
  private Der() {}

  static byte[] sequence(byte[]... parts) {
    return element(0x30, parts);
  }

  static byte[] octets(byte[]... parts) {
    return element(0x04, parts);
  }

  static byte[] bits(byte[] content) {
    return element(0x03, new byte[1], content);
  }

  static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }

  static byte[] element(int tag, byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(length + 5);
    out.write(tag);
    if (length < 0x80) {
      out.write(length);
    } else if (length < 0x100) {
      out.write(0x81);
      out.write(length);
    } else {
      out.write(0x82);
      out.write(length >> 8);
      out.write(length);
    }
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
