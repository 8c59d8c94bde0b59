package dev.perdure.workers.wire;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Bytes that are read from front to back, none of them trusted. Confined to one thread. */
final class Input {
  private final byte[] bytes;
  private int at;

  Input(byte[] bytes) {
    this.bytes = bytes;
  }

  int position() {
    return at;
  }

  byte[] bytes() {
    return bytes;
  }

  int left() {
    return bytes.length - at;
  }

  WireException fault(String fault) {
    return WireException.at(at, fault);
  }

  /** The next tag after any padding. */
  int tag() {
    int tag;
    do {
      tag = octet();
    } while (tag == Tag.PADDING);
    return tag;
  }

  /** The tag that {@link #tag} would give, or -1 at the end. */
  int peekTag() {
    for (int i = at; i < bytes.length; i++) {
      if (bytes[i] != Tag.PADDING) {
        return bytes[i] & 0xff;
      }
    }
    return -1;
  }

  int octet() {
    if (at >= bytes.length) {
      throw fault("it ends early.");
    }
    return bytes[at++] & 0xff;
  }

  /** A number of at most 64 bits; higher bits are lost, as in V8. */
  long varint64() {
    long value = 0;
    int shift = 0;
    int octet;
    do {
      octet = octet();
      if (shift < 64) {
        value |= (long) (octet & 0x7f) << shift;
      }
      shift += 7;
    } while ((octet & 0x80) != 0);
    return value;
  }

  /** A number of at most 32 bits, unsigned. */
  long varint() {
    return varint64() & 0xffffffffL;
  }

  /** A number of bytes that are there. */
  int length() {
    long length = varint();
    if (length > left()) {
      throw fault("'" + length + "' bytes are announced, " + left() + " are left.");
    }
    return (int) length;
  }

  int zigzag() {
    int value = (int) varint();
    return (value >>> 1) ^ -(value & 1);
  }

  double eightBytes() {
    if (left() < 8) {
      throw fault("a number ends early.");
    }
    long bits = 0;
    for (int i = 0; i < 8; i++) {
      bits |= (bytes[at++] & 0xffL) << (8 * i);
    }
    return Double.longBitsToDouble(bits);
  }

  /** Steps over so many bytes and gives the place where they begin. */
  int skip(int length) {
    int from = at;
    at += length;
    return from;
  }

  String oneByteString() {
    int length = length();
    return new String(bytes, skip(length), length, StandardCharsets.ISO_8859_1);
  }

  String twoByteString() {
    int length = length();
    if (length % 2 != 0) {
      throw fault("a two-byte string has '" + length + "' bytes.");
    }
    return ByteBuffer.wrap(bytes, skip(length), length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .asCharBuffer()
        .toString();
  }

  String utf8String() {
    int length = length();
    return new String(bytes, skip(length), length, StandardCharsets.UTF_8);
  }

  BigInteger digits() {
    long field = varint();
    long length = field >>> 1;
    if (length > left()) {
      throw fault("a bigint of '" + length + "' bytes ends early.");
    }
    byte[] big = new byte[(int) length];
    int from = skip(big.length);
    for (int i = 0; i < big.length; i++) {
      big[i] = bytes[from + big.length - 1 - i];
    }
    boolean negative = (field & 1) != 0;
    BigInteger magnitude = new BigInteger(1, big);
    return negative ? magnitude.negate() : magnitude;
  }
}
