package dev.perdure.host.websocket;

import java.util.Arrays;

/** Bytes that become more, without taking room before they are there. */
final class Growing {
  private static final byte[] NONE = {};

  private byte[] bytes = NONE;
  private int size;

  int size() {
    return size;
  }

  /**
   * Makes room for {@code count} more at {@link #size}, of which {@link #added} says how many came.
   */
  byte[] room(int count) {
    if (bytes.length - size < count) {
      long doubled = Math.max(size + (long) count, Math.min(2L * size, Integer.MAX_VALUE - 8));
      bytes = Arrays.copyOf(bytes, Math.toIntExact(doubled));
    }
    return bytes;
  }

  void added(int count) {
    size += count;
  }

  void add(byte[] more, int offset, int count) {
    System.arraycopy(more, offset, room(count), size, count);
    size += count;
  }

  /** The bytes, which are given away; empty from now on. */
  byte[] take() {
    byte[] all = bytes.length == size ? bytes : Arrays.copyOf(bytes, size);
    bytes = NONE;
    size = 0;
    return all;
  }
}
