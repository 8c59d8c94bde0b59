package dev.perdure.host.websocket;

import java.nio.ByteBuffer;

/** Writes frames as a server sends them: whole and unmasked. */
final class Frames {
  private static final int FINAL = 0x80;
  private static final int COMPRESSED = 0x40;

  private Frames() {}

  /** A message, compressed where that was agreed and is worth it. */
  static ByteBuffer message(int opcode, byte[] content, boolean compresses) {
    if (compresses && content.length >= Deflation.WORTHWHILE) {
      return frame(FINAL | COMPRESSED | opcode, Deflation.deflate(content));
    }
    return frame(FINAL | opcode, content);
  }

  static ByteBuffer pong(byte[] content) {
    return frame(FINAL | Opcode.PONG, content);
  }

  /** A Close frame; code 1005 stands for none. */
  static ByteBuffer close(int code, String reason) {
    if (code == 1005) {
      return frame(FINAL | Opcode.CLOSE, new byte[0]);
    }
    byte[] text = Utf8.fit(reason, 123);
    byte[] content = new byte[2 + text.length];
    content[0] = (byte) (code >>> 8);
    content[1] = (byte) code;
    System.arraycopy(text, 0, content, 2, text.length);
    return frame(FINAL | Opcode.CLOSE, content);
  }

  private static ByteBuffer frame(int first, byte[] content) {
    int length = content.length;
    ByteBuffer frame = ByteBuffer.allocate(length + (length < 126 ? 2 : length < 65536 ? 4 : 10));
    frame.put((byte) first);
    if (length < 126) {
      frame.put((byte) length);
    } else if (length < 65536) {
      frame.put((byte) 126).putShort((short) length);
    } else {
      frame.put((byte) 127).putLong(length);
    }
    return frame.put(content).flip();
  }
}
