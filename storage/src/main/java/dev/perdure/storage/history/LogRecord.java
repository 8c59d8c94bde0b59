package dev.perdure.storage.history;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What a file of the history consists of. On disk each has its length and a checksum before it. */
sealed interface LogRecord {
  byte GROUP = 1;
  byte SETTLED = 2;

  /** Where the history is after the record. */
  Position end();

  /** Reads the fixed part of a record, or gives null for what is none. */
  static @Nullable LogRecord read(ByteBuffer in) {
    byte kind = in.get();
    Position end = new Position(in.getInt(), in.getInt(), in.getInt());
    return switch (kind) {
      case GROUP ->
          new Group(end, in.getInt(), in.getLong(), in.getInt(), in.getLong(), in.get() != 0);
      case SETTLED ->
          new Settled(end, in.getLong(), in.getInt(), in.getLong(), in.getLong(), in.getLong());
      default -> null;
    };
  }

  /**
   * Frames in a row that were committed at about the same time; their entries follow.
   *
   * @param end the last of them
   * @param first the number of the first
   * @param salts which filling of the log they are from
   * @param pagesBefore the pages of the database before the first
   * @param millis when they were committed
   * @param commits whether the last of them ends a commit
   */
  record Group(Position end, int first, long salts, int pagesBefore, long millis, boolean commits)
      implements LogRecord {
    static final int BYTES = 1 + 4 * 3 + 4 + 8 + 4 + 8 + 1;

    void write(ByteBuffer out) {
      out.put(GROUP).putInt(end.epoch()).putInt(end.segment()).putInt(end.frame());
      out.putInt(first).putLong(salts).putInt(pagesBefore).putLong(millis);
      out.put((byte) (commits ? 1 : 0));
    }
  }

  /**
   * Says that the database file holds everything before.
   *
   * @param pages the pages of the database
   * @param millis when the last commit was made
   * @param size the bytes of the file
   * @param modified when the file was written, in milliseconds
   */
  record Settled(Position end, long salts, int pages, long millis, long size, long modified)
      implements LogRecord {
    static final int BYTES = 1 + 4 * 3 + 8 + 4 + 8 + 8 + 8;

    /** The end of the history, and the database file as it is now. */
    static Settled of(HistoryLog.Tail tail, Path database) throws IOException {
      return new Settled(
          tail.position(),
          tail.salts(),
          tail.pages(),
          tail.millis(),
          Files.size(database),
          Files.getLastModifiedTime(database).toMillis());
    }

    void write(ByteBuffer out) {
      out.put(SETTLED).putInt(end.epoch()).putInt(end.segment()).putInt(end.frame());
      out.putLong(salts).putInt(pages).putLong(millis).putLong(size).putLong(modified);
    }
  }
}
