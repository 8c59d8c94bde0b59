package dev.perdure.host.websocket;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Reads frames from bytes as they come, checks them, and puts messages together. Between messages
 * it holds nothing. Confined to the connection's I/O thread.
 */
final class FrameReader {
  /** Hears what was read. */
  interface Sink {
    void text(String message);

    void binary(byte[] message);

    void ping(byte[] content);

    void close(int code, String reason);
  }

  private static final int MOST_CONTROL_BYTES = 125;
  private static final int LONGEST_HEADER = 14;

  private final boolean expectsMask;
  private final boolean compresses;
  private final long mostBytes;
  private final Sink sink;

  private final byte[] header = new byte[LONGEST_HEADER];
  private int headerSize;
  private boolean inPayload;
  private boolean last;
  private int opcode;
  private long remaining;
  private int mask;
  private int maskShift;
  private @Nullable Growing control;

  // The message whose frames are being read; 0 for none.
  private int messageOpcode;
  private boolean messageCompressed;
  private final Growing message = new Growing();
  private boolean closed;

  /**
   * A reader of frames from a client, which masks them, or from a server.
   *
   * @param compresses whether permessage-deflate was agreed on
   */
  FrameReader(boolean fromClient, boolean compresses, long mostBytes, Sink sink) {
    this.expectsMask = fromClient;
    this.compresses = compresses;
    this.mostBytes = mostBytes;
    this.sink = sink;
  }

  /** Whether a Close frame was read: what comes after is ignored. */
  boolean closed() {
    return closed;
  }

  /** Reads all of {@code bytes}. */
  void read(ByteBuffer bytes) throws ProtocolException {
    while (!closed && (bytes.hasRemaining() || (inPayload && remaining == 0))) {
      if (!inPayload) {
        readHeader(bytes);
      } else {
        readPayload(bytes);
      }
    }
  }

  private void readHeader(ByteBuffer bytes) throws ProtocolException {
    int need = headerLength();
    while (headerSize < need) {
      if (!bytes.hasRemaining()) {
        return;
      }
      header[headerSize++] = bytes.get();
      if (headerSize == 2) {
        check();
        need = headerLength();
      }
    }
    begin();
  }

  private int headerLength() {
    if (headerSize < 2) {
      return 2;
    }
    int length = header[1] & 0x7f;
    return 2 + (length == 126 ? 2 : length == 127 ? 8 : 0) + ((header[1] & 0x80) != 0 ? 4 : 0);
  }

  /** Checks the first two bytes of a frame. */
  private void check() throws ProtocolException {
    int first = header[0];
    opcode = first & 0x0f;
    last = (first & 0x80) != 0;
    boolean compressed = (first & 0x40) != 0;
    if ((first & 0x30) != 0 || (compressed && !compresses)) {
      throw ProtocolException.broken("Reserved bits are set");
    }
    if (((header[1] & 0x80) != 0) != expectsMask) {
      throw ProtocolException.broken(
          expectsMask ? "Frames from a client must be masked" : "Frames must not be masked");
    }
    if (Opcode.isControl(opcode)) {
      if (opcode > Opcode.PONG) {
        throw ProtocolException.broken("Unknown opcode " + opcode);
      }
      if (!last || compressed || (header[1] & 0x7f) > MOST_CONTROL_BYTES) {
        throw ProtocolException.broken("A control frame is fragmented, compressed or too long");
      }
    } else if (opcode == Opcode.CONTINUATION) {
      if (messageOpcode == 0 || compressed) {
        throw ProtocolException.broken("Unexpected continuation frame");
      }
    } else if (opcode > Opcode.BINARY) {
      throw ProtocolException.broken("Unknown opcode " + opcode);
    } else if (messageOpcode != 0) {
      throw ProtocolException.broken("A message begins before the last has ended");
    } else {
      messageOpcode = opcode;
      messageCompressed = compressed;
    }
  }

  private void begin() throws ProtocolException {
    ByteBuffer fields = ByteBuffer.wrap(header, 2, headerSize - 2);
    int length = header[1] & 0x7f;
    remaining =
        length == 126 ? fields.getShort() & 0xffff : length == 127 ? fields.getLong() : length;
    if (remaining < 0) {
      throw ProtocolException.broken("A frame's length is negative");
    }
    mask = expectsMask ? fields.getInt() : 0;
    maskShift = 0;
    headerSize = 0;
    inPayload = true;
    if (Opcode.isControl(opcode)) {
      control = new Growing();
    } else if (message.size() + remaining > mostBytes) {
      throw ProtocolException.tooLarge(message.size() + remaining, mostBytes);
    }
  }

  private void readPayload(ByteBuffer bytes) throws ProtocolException {
    Growing target = control == null ? message : control;
    int count = (int) Math.min(remaining, bytes.remaining());
    byte[] array = target.room(count);
    bytes.get(array, target.size(), count);
    if (mask != 0) {
      unmask(array, target.size(), count);
    }
    target.added(count);
    remaining -= count;
    if (remaining == 0) {
      inPayload = false;
      end();
    }
  }

  private void unmask(byte[] array, int offset, int count) {
    int key = Integer.rotateLeft(mask, 8 * maskShift);
    maskShift = (maskShift + count) & 3;
    ByteBuffer view = ByteBuffer.wrap(array, offset, count).order(ByteOrder.BIG_ENDIAN);
    long wide = ((long) key << 32) | (key & 0xffffffffL);
    int at = offset;
    int end = offset + count;
    for (; at + 8 <= end; at += 8) {
      view.putLong(at, view.getLong(at) ^ wide);
    }
    for (int shift = 24; at < end; at++, shift -= 8) {
      if (shift < 0) {
        shift = 24;
      }
      array[at] ^= (byte) (key >>> shift);
    }
  }

  private void end() throws ProtocolException {
    if (control != null) {
      byte[] content = control.take();
      control = null;
      if (opcode == Opcode.PING) {
        sink.ping(content);
      } else if (opcode == Opcode.CLOSE) {
        close(content);
      }
      return;
    }
    if (!last) {
      return;
    }
    byte[] content = message.take();
    if (messageCompressed) {
      content = Deflation.inflate(content, mostBytes);
    }
    boolean isText = messageOpcode == Opcode.TEXT;
    messageOpcode = 0;
    if (isText) {
      sink.text(Utf8.decode(content, 0, content.length));
    } else {
      sink.binary(content);
    }
  }

  private void close(byte[] content) throws ProtocolException {
    if (content.length == 1) {
      throw ProtocolException.broken("A Close frame has half a code");
    }
    int code = 1005;
    String reason = "";
    if (content.length > 1) {
      code = (content[0] & 0xff) << 8 | (content[1] & 0xff);
      if (code < 1000
          || code >= 5000
          || (code >= 1004 && code <= 1006)
          || (code >= 1015 && code < 3000)) {
        throw ProtocolException.broken("Invalid close code " + code);
      }
      reason = Utf8.decode(content, 2, content.length - 2);
    }
    closed = true;
    sink.close(code, reason);
  }
}
