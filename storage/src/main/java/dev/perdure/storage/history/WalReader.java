package dev.perdure.storage.history;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the frames of a write-ahead log in order, each checked as SQLite's recovery does. Layout:
 * <a href="https://www.sqlite.org/fileformat2.html#walformat">WAL Format</a>.
 */
final class WalReader {
  private static final int HEADER = 32;
  private static final int FRAME_HEADER = 24;
  private static final int MAGIC = 0x377f0682;

  private final byte[] header = new byte[HEADER];
  private byte[] bytes = {};
  private int[] words = {};
  private final int[] headWords = new int[2];
  private int pageSize;
  private boolean bigEndian;
  private long salts;
  private int frame;
  private Sum last = new Sum(0, 0);

  /**
   * Looks at the log's header.
   *
   * @return false where there is no log
   */
  boolean open(RandomAccessFile wal) throws IOException {
    if (!read(wal, 0, header, HEADER)) {
      return false;
    }
    ByteBuffer fields = ByteBuffer.wrap(header);
    if ((fields.getInt(0) & ~1) != MAGIC) {
      return false;
    }
    long found = fields.getLong(16);
    if (found == salts && pageSize != 0) {
      return true;
    }
    boolean big = (fields.getInt(0) & 1) != 0;
    int[] start = new int[6];
    fields.order(order(big)).asIntBuffer().get(start);
    fields.order(ByteOrder.BIG_ENDIAN);
    Sum sum = new Sum(0, 0).plus(start);
    if (!sum.equals(new Sum(fields.getInt(24), fields.getInt(28)))) {
      return false;
    }
    bigEndian = big;
    pageSize = fields.getInt(8);
    salts = found;
    frame = 0;
    last = sum;
    bytes = new byte[FRAME_HEADER + pageSize];
    words = new int[pageSize / Integer.BYTES];
    return true;
  }

  /** Which filling of the log this is. */
  long salts() {
    return salts;
  }

  int pageSize() {
    return pageSize;
  }

  /** The number of the frame that {@link #next} went to last; 0 before the first. */
  int frame() {
    return frame;
  }

  /**
   * The last frame after {@code from} that ends a commit, by the frames' headers. SQLite may be
   * writing at the same time, a frame's header first, so that the last of them is looked at whole.
   */
  int lastCommit(RandomAccessFile wal, int from) throws IOException {
    byte[] head = new byte[FRAME_HEADER];
    int last = from;
    int before = from;
    for (int i = from + 1; read(wal, offset(i), head, FRAME_HEADER); i++) {
      ByteBuffer fields = ByteBuffer.wrap(head);
      if (fields.getLong(8) != salts) {
        break;
      }
      if (fields.getInt(4) != 0) {
        before = last;
        last = i;
      }
    }
    return last == from || isWhole(wal, last) ? last : before;
  }

  private boolean isWhole(RandomAccessFile wal, int number) throws IOException {
    byte[] sum = new byte[2 * Integer.BYTES];
    long place = number == 1 ? HEADER : offset(number - 1) + FRAME_HEADER;
    if (!read(wal, place - sum.length, sum, sum.length)
        || !read(wal, offset(number), bytes, bytes.length)) {
      return false;
    }
    ByteBuffer start = ByteBuffer.wrap(sum);
    return sum(new Sum(start.getInt(), start.getInt())) != null;
  }

  /** Goes to the next frame; false where it is not there or not valid. */
  boolean next(RandomAccessFile wal) throws IOException {
    if (!read(wal, offset(frame + 1), bytes, bytes.length)
        || ByteBuffer.wrap(bytes).getLong(8) != salts) {
      return false;
    }
    Sum sum = sum(last);
    if (sum == null) {
      return false;
    }
    last = sum;
    frame++;
    return true;
  }

  /** The checksum after the frame that was read, or null where the frame has another. */
  private @Nullable Sum sum(Sum before) {
    ByteBuffer fields = ByteBuffer.wrap(bytes);
    Sum stored = new Sum(fields.getInt(16), fields.getInt(20));
    fields.order(order(bigEndian)).asIntBuffer().get(headWords);
    fields.position(FRAME_HEADER).slice().order(order(bigEndian)).asIntBuffer().get(words);
    Sum sum = before.plus(headWords).plus(words);
    return sum.equals(stored) ? sum : null;
  }

  /** The page that this frame changes. */
  int page() {
    return ByteBuffer.wrap(bytes).getInt(0);
  }

  /** The pages of the database after this frame where it ends a commit, else 0. */
  int committedPages() {
    return ByteBuffer.wrap(bytes).getInt(4);
  }

  /** The bytes of this frame's page. */
  byte[] content() {
    return Arrays.copyOfRange(bytes, FRAME_HEADER, bytes.length);
  }

  /** The bytes of an earlier frame's page. */
  byte[] content(RandomAccessFile wal, int number) throws IOException {
    byte[] page = new byte[pageSize];
    wal.seek(offset(number) + FRAME_HEADER);
    wal.readFully(page);
    return page;
  }

  private long offset(int number) {
    return HEADER + (long) (number - 1) * (FRAME_HEADER + pageSize);
  }

  private static ByteOrder order(boolean big) {
    return big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }

  private static boolean read(RandomAccessFile wal, long offset, byte[] into, int length)
      throws IOException {
    wal.seek(offset);
    int done = 0;
    while (done < length) {
      int count = wal.read(into, done, length - done);
      if (count < 0) {
        return false;
      }
      done += count;
    }
    return true;
  }

  /** The checksum of everything up to a place. */
  private record Sum(int first, int second) {
    Sum plus(int[] numbers) {
      int a = first;
      int b = second;
      for (int i = 0; i < numbers.length; i += 2) {
        a += numbers[i] + b;
        b += numbers[i + 1] + a;
      }
      return new Sum(a, b);
    }
  }
}
