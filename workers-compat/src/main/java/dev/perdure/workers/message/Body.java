package dev.perdure.workers.message;

import java.util.OptionalLong;

/** The content of a request or response, to be read at most once. */
public sealed interface Body {
  /** The number of bytes, where it is known. */
  OptionalLong length();

  /** Content that is there as a whole. The array is given away: nobody writes to it any more. */
  record Bytes(byte[] bytes) implements Body {
    @Override
    public OptionalLong length() {
      return OptionalLong.of(bytes.length);
    }
  }

  /** Content that arrives over time. */
  record Stream(ByteSource source) implements Body {
    @Override
    public OptionalLong length() {
      return source.length();
    }
  }
}
