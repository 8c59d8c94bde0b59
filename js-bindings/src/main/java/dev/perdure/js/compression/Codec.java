package dev.perdure.js.compression;

/** Turns bytes into others, some at a time. */
sealed interface Codec extends AutoCloseable permits Compressor, Decompressor {
  /** What the codec gives for more input; {@code last} ends the input. */
  byte[] code(byte[] input, boolean last) throws BadInputException;

  /** Frees native memory; the codec is not used any more. */
  @Override
  void close();
}
