package dev.perdure.js.encoding;

import org.jspecify.annotations.Nullable;

/** Decodes UTF-16; the JDK's decoder swallows the unit behind a lone surrogate. */
final class Utf16Decoding implements Decoder {
  private final boolean bigEndian;
  private final boolean fatal;
  private final boolean keepMark;
  private final boolean replaceSurrogates;
  private byte[] left = new byte[0];
  private boolean begun;

  Utf16Decoding(boolean bigEndian, boolean fatal, boolean keepMark, boolean replaceSurrogates) {
    this.bigEndian = bigEndian;
    this.fatal = fatal;
    this.keepMark = keepMark;
    this.replaceSurrogates = replaceSurrogates;
  }

  @Override
  public @Nullable String decode(byte[] bytes, boolean last) {
    byte[] all = new byte[left.length + bytes.length];
    System.arraycopy(left, 0, all, 0, left.length);
    System.arraycopy(bytes, 0, all, left.length, bytes.length);
    int units = all.length / 2;
    if (!last && units > 0 && Character.isHighSurrogate(unit(all, units - 1))) {
      units--;
    }
    StringBuilder out = new StringBuilder(units + 1);
    for (int i = 0; i < units; i++) {
      out.append(unit(all, i));
    }
    left = last ? new byte[0] : java.util.Arrays.copyOfRange(all, units * 2, all.length);
    boolean odd = last && all.length % 2 != 0;
    String text = out.toString();
    String wellFormed = Utf8.wellFormed(text);
    if (fatal && (odd || !wellFormed.equals(text))) {
      begun = false;
      left = new byte[0];
      return null;
    }
    String result = (replaceSurrogates ? wellFormed : text) + (odd ? "\uFFFD" : "");
    boolean mark = !keepMark && !begun && result.startsWith("\uFEFF");
    begun = !last && (begun || !result.isEmpty());
    return mark ? result.substring(1) : result;
  }

  private char unit(byte[] bytes, int index) {
    int first = bytes[index * 2] & 255;
    int second = bytes[index * 2 + 1] & 255;
    return (char) (bigEndian ? first << 8 | second : second << 8 | first);
  }
}
