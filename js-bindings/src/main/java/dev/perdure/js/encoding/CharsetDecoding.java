package dev.perdure.js.encoding;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Decodes with a charset of the JDK. */
final class CharsetDecoding implements Decoder {
  private final CharsetDecoder decoder;
  private final boolean keepMark;
  private final boolean utf8;
  private byte[] left = new byte[0];
  private boolean begun;

  CharsetDecoding(Charset charset, boolean fatal, boolean keepMark) {
    CodingErrorAction action = fatal ? CodingErrorAction.REPORT : CodingErrorAction.REPLACE;
    this.decoder = charset.newDecoder().onMalformedInput(action).onUnmappableCharacter(action);
    this.keepMark = keepMark;
    this.utf8 = charset.equals(StandardCharsets.UTF_8);
  }

  @Override
  public @Nullable String decode(byte[] bytes, boolean last) {
    byte[] all = ByteBuffer.allocate(left.length + bytes.length).put(left).put(bytes).array();
    ByteBuffer in = ByteBuffer.wrap(utf8 ? Utf8.withoutSurrogates(all, 0, all.length) : all);
    CharBuffer out =
        CharBuffer.allocate(
            (int) Math.ceil(in.remaining() * (double) decoder.maxCharsPerByte()) + 16);
    CoderResult result = decoder.decode(in, out, last);
    if (!result.isError() && last) {
      result = decoder.flush(out);
    }
    left = new byte[in.remaining()];
    in.get(left);
    if (last || result.isError()) {
      decoder.reset();
      left = new byte[0];
    }
    if (result.isError()) {
      begun = false;
      return null;
    }
    String text = out.flip().toString();
    boolean mark = !keepMark && !begun && text.startsWith("\uFEFF");
    begun = !last && (begun || !text.isEmpty());
    return mark ? text.substring(1) : text;
  }
}
