package dev.perdure.js.encoding;

import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/** The charsets of the JDK that labels of the WHATWG Encoding standard stand for. Thread-safe. */
public final class Charsets {
  private Charsets() {}

  /**
   * The charset that {@code label} stands for; null where the label is unknown or the JDK has none.
   */
  public static @Nullable Charset of(String label) {
    String name = Encodings.nameOf(label);
    if (name == null) {
      return null;
    }
    String charset = Encodings.charsetOf(name);
    return Charset.isSupported(charset) ? Charset.forName(charset) : null;
  }
}
