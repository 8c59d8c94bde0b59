package dev.perdure.host.websocket;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Compression of single messages (permessage-deflate, RFC 7692). No context is kept from one
 * message to the next in either direction, so that an idle connection costs nothing. Thread-safe.
 */
final class Deflation {
  /** The extension as this server agrees to it. */
  static final String AGREED =
      "permessage-deflate; server_no_context_takeover; client_no_context_takeover";

  /** Shorter messages are sent as they are. */
  static final int WORTHWHILE = 128;

  private static final byte[] TAIL = {0, 0, (byte) 0xff, (byte) 0xff};
  private static final int CHUNK = 8192;
  private static final Pool<Deflater> DEFLATERS =
      new Pool<>(() -> new Deflater(Deflater.DEFAULT_COMPRESSION, true));
  private static final Pool<Inflater> INFLATERS = new Pool<>(() -> new Inflater(true));

  private Deflation() {}

  /** Whether one of a client's offers can be agreed to. */
  static boolean offered(@Nullable String extensions) {
    if (extensions == null) {
      return false;
    }
    for (String offer : extensions.split(",", -1)) {
      String[] parts = offer.split(";", -1);
      if (parts[0].strip().equalsIgnoreCase("permessage-deflate") && acceptable(parts)) {
        return true;
      }
    }
    return false;
  }

  private static boolean acceptable(String[] parts) {
    for (int i = 1; i < parts.length; i++) {
      String name = parts[i].split("=", 2)[0].strip();
      switch (name) {
        case "server_no_context_takeover",
            "client_no_context_takeover",
            "client_max_window_bits" -> {}
        default -> {
          // Among others server_max_window_bits: the JDK's window has always 15 bits.
          return false;
        }
      }
    }
    return true;
  }

  /** The compressed form of a message. */
  static byte[] deflate(byte[] message) {
    Deflater deflater = DEFLATERS.take();
    try {
      deflater.setInput(message);
      Growing out = new Growing();
      int count;
      do {
        byte[] array = out.room(CHUNK);
        count = deflater.deflate(array, out.size(), array.length - out.size(), Deflater.SYNC_FLUSH);
        out.added(count);
      } while (count > 0 && !(deflater.needsInput() && count < CHUNK));
      byte[] all = out.take();
      // The end that a flush leaves is not sent.
      return Arrays.copyOf(all, Math.max(all.length - TAIL.length, 0));
    } finally {
      deflater.reset();
      DEFLATERS.give(deflater);
    }
  }

  /** The message that was compressed. */
  static byte[] inflate(byte[] compressed, long mostBytes) throws ProtocolException {
    Inflater inflater = INFLATERS.take();
    try {
      Growing out = new Growing();
      inflater.setInput(compressed);
      inflateInto(inflater, out, mostBytes);
      if (!inflater.finished()) {
        inflater.setInput(TAIL);
        inflateInto(inflater, out, mostBytes);
      }
      return out.take();
    } catch (DataFormatException e) {
      throw ProtocolException.broken("A compressed message is corrupt");
    } finally {
      inflater.reset();
      INFLATERS.give(inflater);
    }
  }

  private static void inflateInto(Inflater inflater, Growing out, long mostBytes)
      throws DataFormatException, ProtocolException {
    while (!inflater.needsInput() && !inflater.finished()) {
      byte[] array = out.room(CHUNK);
      int count = inflater.inflate(array, out.size(), array.length - out.size());
      out.added(count);
      if (out.size() > mostBytes) {
        throw ProtocolException.tooLarge(out.size(), mostBytes);
      }
      if (count == 0 && inflater.needsDictionary()) {
        throw ProtocolException.broken("A compressed message is corrupt");
      }
    }
  }

  /** A few objects that are costly to make. */
  private static final class Pool<T> {
    private static final int MOST = 8;

    private final Supplier<T> maker;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<T> free = new ArrayDeque<>();

    Pool(Supplier<T> maker) {
      this.maker = maker;
    }

    T take() {
      T pooled;
      lock.lock();
      try {
        pooled = free.poll();
      } finally {
        lock.unlock();
      }
      return pooled == null ? maker.get() : pooled;
    }

    void give(T used) {
      lock.lock();
      try {
        if (free.size() < MOST) {
          free.push(used);
          return;
        }
      } finally {
        lock.unlock();
      }
      switch (used) {
        case Deflater deflater -> deflater.end();
        case Inflater inflater -> inflater.end();
        default -> throw new IllegalStateException("Nothing else is pooled.");
      }
    }
  }
}
