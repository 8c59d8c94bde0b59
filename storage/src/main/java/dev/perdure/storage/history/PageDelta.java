package dev.perdure.storage.history;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The exclusive or of a page's bytes before and after a change, without the stretches that are
 * equal. Applied to either of the two it gives the other, and several may be applied in any order.
 */
final class PageDelta {
  private static final int WORD = Long.BYTES;
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private PageDelta() {}

  /** The most bytes that {@link #write} needs. */
  static int mostBytes(int pageSize) {
    return pageSize + 3 * Short.BYTES;
  }

  /** Stretches of words that differ: how many, then of each its place, its length and its words. */
  static void write(PageBytes before, PageBytes after, ByteBuffer out) {
    int count = out.position();
    out.putShort((short) 0);
    int stretches = 0;
    int words = before.length() / WORD;
    for (int i = different(before, after, 0); i < words; i = different(before, after, i)) {
      int start = i;
      int head = out.position();
      out.position(head + 2 * Short.BYTES);
      while (i < words && word(before, i) != word(after, i)) {
        WORDS.set(
            out.array(), out.arrayOffset() + out.position(), word(before, i) ^ word(after, i));
        out.position(out.position() + WORD);
        i++;
      }
      out.putShort(head, (short) start);
      out.putShort(head + Short.BYTES, (short) (i - start));
      stretches++;
    }
    out.putShort(count, (short) stretches);
  }

  /** The first word from a place on that differs, or their number. */
  private static int different(PageBytes before, PageBytes after, int from) {
    int skip = from * WORD;
    int found =
        Arrays.mismatch(
            before.array(),
            before.start() + skip,
            before.start() + before.length(),
            after.array(),
            after.start() + skip,
            after.start() + after.length());
    return found < 0 ? before.length() / WORD : from + found / WORD;
  }

  /** Turns the bytes before into those after, or the other way round. */
  static void apply(ByteBuffer in, byte[] page) {
    for (int stretches = Short.toUnsignedInt(in.getShort()); stretches > 0; stretches--) {
      int start = Short.toUnsignedInt(in.getShort());
      int length = Short.toUnsignedInt(in.getShort());
      for (int i = start; i < start + length; i++) {
        long difference = (long) WORDS.get(in.array(), in.arrayOffset() + in.position());
        WORDS.set(page, i * WORD, word(page, i) ^ difference);
        in.position(in.position() + WORD);
      }
    }
  }

  /** Goes over a delta without applying it. */
  static void skip(ByteBuffer in) {
    for (int stretches = Short.toUnsignedInt(in.getShort()); stretches > 0; stretches--) {
      in.getShort();
      int length = Short.toUnsignedInt(in.getShort());
      in.position(in.position() + length * WORD);
    }
  }

  private static long word(PageBytes page, int index) {
    return (long) WORDS.get(page.array(), page.start() + index * WORD);
  }

  private static long word(byte[] page, int index) {
    return (long) WORDS.get(page, index * WORD);
  }
}
