package dev.perdure.js.html;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Decodes the source, which holds one byte a character, and escapes what is put in. Confined to one
 * document.
 */
final class ContentText {
  private final Charset charset;
  private final CharsetDecoder decoder;
  private byte[] left = new byte[0];

  ContentText(Charset charset) {
    this.charset = charset;
    this.decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
  }

  String decode(String source) {
    return new String(source.getBytes(StandardCharsets.ISO_8859_1), charset);
  }

  /** The text of a piece; a character that is not complete waits for the next one. */
  String decodePiece(String source) {
    ByteBuffer in = ByteBuffer.allocate(left.length + source.length());
    in.put(left).put(source.getBytes(StandardCharsets.ISO_8859_1)).flip();
    CharBuffer out = CharBuffer.allocate(in.remaining() * 2 + 2);
    decoder.reset().decode(in, out, false);
    left = new byte[in.remaining()];
    in.get(left);
    return out.flip().toString();
  }

  byte[] encode(String text) {
    return text.getBytes(charset);
  }

  /** The source of a text: as it is where it is HTML. */
  static String source(String text, boolean html) {
    return html ? text : text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
