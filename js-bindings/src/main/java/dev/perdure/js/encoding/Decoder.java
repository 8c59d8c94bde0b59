package dev.perdure.js.encoding;

import org.jspecify.annotations.Nullable;

/** Decodes one text that comes in pieces. */
sealed interface Decoder
    permits CharsetDecoding, MultiByteDecoding, SingleByteDecoding, Utf16Decoding {
  /**
   * The text of {@code bytes} and what was left before; null where they are faulty and faults are
   * fatal. With {@code last} the text ends here, and the next call begins another one.
   */
  @Nullable String decode(byte[] bytes, boolean last);
}
