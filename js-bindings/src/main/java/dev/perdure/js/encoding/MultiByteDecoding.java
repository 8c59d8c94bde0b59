package dev.perdure.js.encoding;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import org.jspecify.annotations.Nullable;

/**
 * Decodes an East Asian encoding with a charset of the JDK, and its faults as the WHATWG Encoding
 * standard says: a byte of ASCII behind a lead byte that does not fit is not swallowed.
 */
final class MultiByteDecoding implements Decoder {
  private static final char REPLACEMENT = '\uFFFD';
  private static final char EURO = '\u20AC';
  private static final int ESCAPE = 0x1b;

  private final CharsetDecoder decoder;
  private final boolean fatal;
  // In gbk and gb18030 the byte 0x80 is the euro sign.
  private final boolean euro;
  private byte[] left = new byte[0];

  MultiByteDecoding(Charset charset, boolean fatal, boolean euro) {
    this.decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    this.fatal = fatal;
    this.euro = euro;
  }

  @Override
  public @Nullable String decode(byte[] bytes, boolean last) {
    ByteBuffer in = ByteBuffer.allocate(left.length + bytes.length).put(left).put(bytes).flip();
    CharBuffer out =
        CharBuffer.allocate(
            (int) Math.ceil(in.remaining() * Math.max(1.0, decoder.maxCharsPerByte())) + 16);
    boolean good = true;
    CoderResult result = decoder.decode(in, out, last);
    while (good && result.isError()) {
      good = mend(in, out, result.length());
      result = decoder.decode(in, out, last);
    }
    if (good && last) {
      decoder.flush(out);
    }
    left = new byte[good ? in.remaining() : 0];
    in.get(left);
    if (last || !good) {
      decoder.reset();
      left = new byte[0];
    }
    return good ? out.flip().toString() : null;
  }

  /** Steps over what cannot be decoded; false where that is an error. */
  private boolean mend(ByteBuffer in, CharBuffer out, int length) {
    int first = in.get() & 0xff;
    if (euro && first == 0x80) {
      out.put(EURO);
      return true;
    }
    if (first != ESCAPE && length > 1 && in.hasRemaining() && in.get(in.position()) < 0) {
      in.get();
    }
    out.put(REPLACEMENT);
    return !fatal;
  }
}
