package dev.perdure.host.sourcemap;

/** Reads the variable length numbers of a source map's mappings. */
final class VlqReader {
  private static final String DIGITS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

  private final String text;
  private int at;

  VlqReader(String text) {
    this.text = text;
  }

  boolean atValue() {
    return at < text.length() && text.charAt(at) != ',' && text.charAt(at) != ';';
  }

  /** Passes over {@code separator} when it comes next. */
  boolean skip(char separator) {
    boolean found = at < text.length() && text.charAt(at) == separator;
    at += found ? 1 : 0;
    return found;
  }

  int next() {
    int value = 0;
    int shift = 0;
    while (true) {
      int digit = at < text.length() ? DIGITS.indexOf(text.charAt(at)) : -1;
      if (digit < 0) {
        throw new IllegalArgumentException(
            "The source map's mappings have a bad digit at %d.".formatted(at));
      }
      at++;
      value |= (digit & 31) << shift;
      shift += 5;
      if ((digit & 32) == 0) {
        return (value & 1) == 0 ? value >>> 1 : -(value >>> 1);
      }
    }
  }
}
