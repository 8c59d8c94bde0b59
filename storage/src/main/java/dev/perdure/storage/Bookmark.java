package dev.perdure.storage;

/** Bookmarks as text that sorts like the commits it names. */
final class Bookmark {
  private Bookmark() {}

  /** A bookmark in the shape that workerd gives locally. */
  static String of(long number) {
    return String.format("%08x-%08x-%08x-%032x", number >>> 32, number & 0xffff_ffffL, 0, 0);
  }
}
