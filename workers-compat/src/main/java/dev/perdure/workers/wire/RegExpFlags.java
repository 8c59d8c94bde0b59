package dev.perdure.workers.wire;

/** The flags of a RegExp as V8 numbers them. */
public final class RegExpFlags {
  /** One letter per bit, from the lowest; bit 6 is V8's own and no letter. */
  private static final String LETTERS = "gimyus dv";

  static final int UNKNOWN = 1 << 6;
  private static final int UNICODE = 1 << 4;
  private static final int UNICODE_SETS = 1 << 8;

  private RegExpFlags() {}

  /** The bits that stand for the letters; letters that are none are left out. */
  public static int bits(String letters) {
    int bits = 0;
    for (int i = 0; i < letters.length(); i++) {
      int bit = LETTERS.indexOf(letters.charAt(i));
      bits |= bit < 0 ? 0 : 1 << bit;
    }
    return bits;
  }

  /** The letters that the bits stand for. */
  public static String letters(int bits) {
    StringBuilder letters = new StringBuilder(8);
    for (int bit = 0; bit < LETTERS.length(); bit++) {
      if ((bits & (1 << bit)) != 0) {
        letters.append(LETTERS.charAt(bit));
      }
    }
    return letters.toString();
  }

  static boolean contradict(int bits) {
    return (bits & UNICODE) != 0 && (bits & UNICODE_SETS) != 0;
  }
}
