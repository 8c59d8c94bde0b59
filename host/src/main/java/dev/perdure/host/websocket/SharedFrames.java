package dev.perdure.host.websocket;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Frames of messages. The last one is kept for the next socket, because one message often goes to
 * many. Thread-safe.
 */
final class SharedFrames {
  /** Larger messages are not kept. */
  private static final int MOST_KEPT = 64 << 10;

  private volatile @Nullable Last lastPlain;
  private volatile @Nullable Last lastCompressed;

  /** A message's frame, the message being a string or an array of bytes. */
  private record Last(Object message, ByteBuffer frame) {
    boolean isFor(Object other) {
      return (message instanceof byte[] mine && other instanceof byte[] theirs)
          ? Arrays.equals(mine, theirs)
          : message.equals(other);
    }
  }

  ByteBuffer text(String message, boolean compresses) {
    return frame(
        message,
        message.length(),
        compresses,
        () -> Frames.message(Opcode.TEXT, message.getBytes(StandardCharsets.UTF_8), compresses));
  }

  ByteBuffer binary(byte[] message, boolean compresses) {
    return frame(
        message,
        message.length,
        compresses,
        () -> Frames.message(Opcode.BINARY, message, compresses));
  }

  private ByteBuffer frame(
      Object message, int length, boolean compresses, Supplier<ByteBuffer> maker) {
    if (length > MOST_KEPT) {
      return maker.get();
    }
    Last last = compresses ? lastCompressed : lastPlain;
    if (last == null || !last.isFor(message)) {
      last = new Last(message instanceof byte[] bytes ? bytes.clone() : message, maker.get());
      if (compresses) {
        lastCompressed = last;
      } else {
        lastPlain = last;
      }
    }
    return last.frame().duplicate();
  }
}
