package dev.perdure.js.compression;

/** Reads the header of a gzip member (RFC 1952, 2.3) that may arrive in pieces. */
final class GzipHeader {
  private static final int FIXED = 10;
  private static final int CHECKSUM = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final int RESERVED = 0xe0;

  private int position;
  private int flags;
  private int extraBytes;
  private int skip;
  // What is still to be read, one bit a part, in the order of the flags EXTRA, NAME, COMMENT,
  // CHECKSUM.
  private int parts;
  private int inPart;

  /** Takes what belongs to the header off {@code input} and gives the offset after it. */
  int read(byte[] input) throws BadInputException {
    int offset = 0;
    while (offset < input.length && !complete()) {
      take(input[offset++] & 0xff);
    }
    return offset;
  }

  boolean complete() {
    return position >= FIXED && parts == 0;
  }

  private void take(int value) throws BadInputException {
    if (position < FIXED) {
      fixed(value);
    } else if ((parts & EXTRA) != 0) {
      extra(value);
    } else if ((parts & NAME) != 0) {
      text(value, NAME);
    } else if ((parts & COMMENT) != 0) {
      text(value, COMMENT);
    } else if (++inPart == 2) {
      parts = 0;
    }
  }

  private void fixed(int value) throws BadInputException {
    boolean wrong =
        switch (position) {
          case 0 -> value != 0x1f;
          case 1 -> value != 0x8b;
          case 2 -> value != 8;
          case 3 -> (value & RESERVED) != 0;
          default -> false;
        };
    if (wrong) {
      throw BadInputException.damaged();
    }
    if (position == 3) {
      flags = value;
    }
    if (++position == FIXED) {
      parts = flags & (EXTRA | NAME | COMMENT | CHECKSUM);
    }
  }

  private void extra(int value) {
    if (extraBytes < 2) {
      skip |= value << (8 * extraBytes++);
    } else {
      skip--;
    }
    if (extraBytes == 2 && skip == 0) {
      parts &= ~EXTRA;
    }
  }

  private void text(int value, int part) {
    if (value == 0) {
      parts &= ~part;
    }
  }
}
