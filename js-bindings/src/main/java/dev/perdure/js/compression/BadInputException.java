package dev.perdure.js.compression;

/** Says what is wrong with compressed data, in the platform's words. */
final class BadInputException extends Exception {
  private static final long serialVersionUID = 1;

  private final String text;

  private BadInputException(String text) {
    super(text, null, false, false);
    this.text = text;
  }

  /** What the guest reads. */
  String text() {
    return text;
  }

  static BadInputException damaged() {
    return new BadInputException("Decompression failed.");
  }

  static BadInputException trailing() {
    return new BadInputException("Trailing bytes after end of compressed data");
  }

  static BadInputException incomplete() {
    return new BadInputException("Called close() on a decompression stream with incomplete data");
  }
}
