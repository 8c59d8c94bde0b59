package dev.perdure.js.encoding;

import org.jspecify.annotations.Nullable;

/** Decodes an encoding of one byte a character. */
final class SingleByteDecoding implements Decoder {
  private final char[] table;
  private final boolean fatal;

  SingleByteDecoding(char[] table, boolean fatal) {
    this.table = table;
    this.fatal = fatal;
  }

  @Override
  public @Nullable String decode(byte[] bytes, boolean last) {
    char[] out = new char[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      out[i] = bytes[i] >= 0 ? (char) bytes[i] : table[bytes[i] + 128];
      if (fatal && out[i] == '\uFFFD') {
        return null;
      }
    }
    return new String(out);
  }
}
