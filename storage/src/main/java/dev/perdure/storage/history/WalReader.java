package dev.perdure.storage.history;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Reads the frames of a write-ahead log in order, the last of each batch checked as SQLite's
 * recovery does. Layout: <a href="https://www.sqlite.org/fileformat2.html#walformat">WAL
 * Format</a>.
 */
final class WalReader {
  private static final int HEADER = 32;
  private static final int FRAME_HEADER = 24;
  private static final int MAGIC = 0x377f0682;

  /** So many frames are read at once. */
  private static final int BLOCK = 30;

  private static final byte[] NOTHING = {};

  private final byte[] header = new byte[HEADER];
  private byte[] newest = NOTHING;
  private int newestNumber;
  private int newestRead;
  private byte[] block = NOTHING;
  private int blockFirst;
  private int blockFrames;
  private int limit;
  private int[] words = {};
  private final int[] headWords = new int[2];
  private int pageSize;
  private boolean bigEndian;
  private long salts;
  private boolean doubtful;
  private int frame;
  private int committed;
  private Sum committedSum = new Sum(0, 0);

  /**
   * Looks at the log's header.
   *
   * @return false where there is no log
   */
  boolean open(RandomAccessFile wal) throws IOException {
    if (read(wal, 0, header, HEADER) < HEADER) {
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
    doubtful = doubtful && pageSize == 0;
    bigEndian = big;
    pageSize = fields.getInt(8);
    salts = found;
    frame = 0;
    committed = 0;
    committedSum = sum;
    newest = new byte[FRAME_HEADER + pageSize + FRAME_HEADER];
    words = new int[pageSize / Integer.BYTES];
    return true;
  }

  /**
   * Says that the log was there before. A power loss may have left frames of this filling behind
   * the last commit that SQLite found, and the next ones do not overwrite them all; so each is
   * checked until the log starts anew.
   */
  void doubt() {
    doubtful = true;
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

  /** Whether a log was found before. */
  boolean isOpen() {
    return pageSize != 0;
  }

  /**
   * The last frame after {@code from} that ends a commit, by the frames' headers. SQLite may be
   * writing at the same time, a frame's header first, so that the last of them is looked at whole.
   */
  int lastCommit(RandomAccessFile wal, int from) throws IOException {
    if (doubtful) {
      return lastChecked(wal, from);
    }
    int last = commitUpTo(wal, lastFrame(wal, from), from);
    return last == from || isWhole(wal, last) ? last : commitUpTo(wal, last - 1, from);
  }

  /** The same as SQLite's recovery finds it. */
  private int lastChecked(RandomAccessFile wal, int from) throws IOException {
    int last = from;
    Sum sum = sumAfter(wal, from);
    for (int number = from + 1; sum != null; number++) {
      int read = readNewest(wal, number);
      boolean there = read >= FRAME_HEADER + pageSize && isOfThisFilling(newest, 0);
      sum = there ? sum(newest, 0, sum) : null;
      if (sum != null && commits(newest, 0) != 0) {
        last = number;
        committed = number;
        committedSum = sum;
      }
    }
    return last;
  }

  /**
   * The last frame of this filling. They are written one after the other, so that those in between
   * need not be looked at. Mostly it is the first: it is read together with the header of the next.
   */
  private int lastFrame(RandomAccessFile wal, int from) throws IOException {
    int read = readNewest(wal, from + 1);
    if (read < FRAME_HEADER || !isOfThisFilling(newest, 0)) {
      return from;
    }
    if (read < newest.length || !isOfThisFilling(newest, FRAME_HEADER + pageSize)) {
      return from + 1;
    }
    int there = from + 2;
    int step = 1;
    while (isThere(wal, there + step)) {
      there += step;
      step *= 2;
    }
    while (step > 1) {
      step /= 2;
      there += isThere(wal, there + step) ? step : 0;
    }
    return there;
  }

  private boolean isThere(RandomAccessFile wal, int number) throws IOException {
    return read(wal, offset(number), header, FRAME_HEADER) == FRAME_HEADER
        && isOfThisFilling(header, 0);
  }

  /** The last frame up to a place that ends a commit; {@code from} where there is none. */
  private int commitUpTo(RandomAccessFile wal, int place, int from) throws IOException {
    int number = place;
    while (number > from) {
      if (number == newestNumber ? commits(newest, 0) != 0 : endsCommit(wal, number)) {
        return number;
      }
      number--;
    }
    return from;
  }

  private boolean endsCommit(RandomAccessFile wal, int number) throws IOException {
    return isThere(wal, number) && commits(header, 0) != 0;
  }

  private int readNewest(RandomAccessFile wal, int number) throws IOException {
    newestNumber = number;
    newestRead = read(wal, offset(number), newest, newest.length);
    return newestRead;
  }

  private boolean isWhole(RandomAccessFile wal, int number) throws IOException {
    Sum before = sumAfter(wal, number - 1);
    if (before == null
        || ((newestNumber != number || newestRead < FRAME_HEADER + pageSize)
            && readNewest(wal, number) < FRAME_HEADER + pageSize)) {
      return false;
    }
    Sum sum = sum(newest, 0, before);
    if (sum != null) {
      committed = number;
      committedSum = sum;
    }
    return sum != null;
  }

  /** The checksum that a frame ends with, or null where it is not there. */
  private @Nullable Sum sumAfter(RandomAccessFile wal, int number) throws IOException {
    if (number == committed) {
      return committedSum;
    }
    byte[] sum = new byte[2 * Integer.BYTES];
    long place = number == 0 ? HEADER : offset(number) + FRAME_HEADER;
    if (read(wal, place - sum.length, sum, sum.length) < sum.length) {
      return null;
    }
    ByteBuffer fields = ByteBuffer.wrap(sum);
    return new Sum(fields.getInt(), fields.getInt());
  }

  /** Prepares for reading up to a frame, all of which must be in the log already. */
  void startReading(int until) {
    limit = until;
    block = new byte[Math.clamp(until - frame, 1, BLOCK) * (FRAME_HEADER + pageSize)];
    blockFrames = 0;
  }

  /** Lets go of what {@link #startReading} took. */
  void endReading() {
    block = NOTHING;
    blockFrames = 0;
  }

  /**
   * Goes to the next frame; false where it is not there or of another filling. Its checksum is not
   * looked at: SQLite has written every frame of a commit before the commit's last.
   */
  boolean next(RandomAccessFile wal) throws IOException {
    if (frame + 1 >= blockFirst + blockFrames || frame + 1 < blockFirst) {
      fill(wal);
    }
    int at = place(frame + 1);
    if (blockFrames == 0 || !isOfThisFilling(block, at)) {
      return false;
    }
    frame++;
    return true;
  }

  private void fill(RandomAccessFile wal) throws IOException {
    int size = FRAME_HEADER + pageSize;
    int wanted = Math.min(limit - frame, block.length / size);
    blockFirst = frame + 1;
    blockFrames = read(wal, offset(blockFirst), block, wanted * size) / size;
  }

  private int place(int number) {
    return (number - blockFirst) * (FRAME_HEADER + pageSize);
  }

  /** The checksum after a frame, or null where the frame has another. */
  private @Nullable Sum sum(byte[] bytes, int at, Sum before) {
    ByteBuffer fields = ByteBuffer.wrap(bytes);
    Sum stored = new Sum(fields.getInt(at + 16), fields.getInt(at + 20));
    fields.order(order(bigEndian)).position(at).asIntBuffer().get(headWords);
    fields.position(at + FRAME_HEADER).asIntBuffer().get(words);
    Sum sum = before.plus(headWords).plus(words);
    return sum.equals(stored) ? sum : null;
  }

  private boolean isOfThisFilling(byte[] bytes, int at) {
    return ByteBuffer.wrap(bytes).getLong(at + 8) == salts;
  }

  private static int commits(byte[] bytes, int at) {
    return ByteBuffer.wrap(bytes).getInt(at + 4);
  }

  /** The page that this frame changes. */
  int page() {
    return ByteBuffer.wrap(block).getInt(place(frame));
  }

  /** The pages of the database after this frame where it ends a commit, else 0. */
  int committedPages() {
    return commits(block, place(frame));
  }

  /** The bytes of this frame's page, until the next frame is gone to. */
  PageBytes content() {
    return new PageBytes(block, place(frame) + FRAME_HEADER, pageSize);
  }

  /** The bytes of an earlier frame's page, until the next frame is gone to. */
  PageBytes content(RandomAccessFile wal, int number, byte[] scratch) throws IOException {
    if (number >= blockFirst && number < blockFirst + blockFrames) {
      return new PageBytes(block, place(number) + FRAME_HEADER, pageSize);
    }
    wal.seek(offset(number) + FRAME_HEADER);
    wal.readFully(scratch, 0, pageSize);
    return new PageBytes(scratch, 0, pageSize);
  }

  private long offset(int number) {
    return HEADER + (long) (number - 1) * (FRAME_HEADER + pageSize);
  }

  private static ByteOrder order(boolean big) {
    return big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }

  /** How many bytes there were, at most {@code length}. */
  private static int read(RandomAccessFile wal, long offset, byte[] into, int length)
      throws IOException {
    wal.seek(offset);
    int done = 0;
    while (done < length) {
      int count = wal.read(into, done, length - done);
      if (count < 0) {
        break;
      }
      done += count;
    }
    return done;
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
