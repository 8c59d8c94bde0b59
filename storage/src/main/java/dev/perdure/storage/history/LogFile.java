package dev.perdure.storage.history;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * One file of the history: a header, then records. It is read and written through {@link
 * RandomAccessFile}, which an interrupt does not close.
 *
 * @param path where it is
 * @param header its beginning
 */
record LogFile(Path path, LogHeader header) {
  /** The length and the checksum before each record. */
  static final int FRAMING = 2 * Integer.BYTES;

  private static final int SETTLED_BYTES = FRAMING + LogRecord.Settled.BYTES + 1;

  /** The file, or null where there is none or it does not begin as one. */
  static @Nullable LogFile open(Path path) throws IOException {
    if (!Files.exists(path)) {
      return null;
    }
    byte[] bytes = new byte[LogHeader.BYTES];
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
      if (file.length() < bytes.length) {
        return null;
      }
      file.readFully(bytes);
    }
    LogHeader header = LogHeader.parse(bytes);
    return header == null ? null : new LogFile(path, header);
  }

  /** Writes a file without records, durably. */
  static void create(Path path, LogHeader header) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.setLength(0);
      file.write(header.bytes());
      file.getFD().sync();
    }
  }

  /** What happens with each record; the buffer is behind its fixed part. */
  interface Visitor {
    /** Takes a record; false ends the reading. */
    boolean visit(LogRecord record, ByteBuffer rest) throws IOException;
  }

  /** Goes through the records up to the first that is not whole; says where that is. */
  long read(Visitor visitor) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
      long end = file.length();
      long at = LogHeader.BYTES;
      while (at + FRAMING < end) {
        ByteBuffer record = record(file, at, end);
        if (record == null) {
          return at;
        }
        long next = at + FRAMING + record.remaining();
        LogRecord fixed = LogRecord.read(record);
        if (fixed == null || !visitor.visit(fixed, record)) {
          return at;
        }
        at = next;
      }
      return at;
    }
  }

  /** The last record where it says that everything is in the database file, else null. */
  LogRecord.@Nullable Settled settled() throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
      long at = file.length() - SETTLED_BYTES;
      if (at < LogHeader.BYTES) {
        return null;
      }
      ByteBuffer record = record(file, at, file.length());
      return record != null
              && record.remaining() == LogRecord.Settled.BYTES + 1
              && record.get(LogRecord.Settled.BYTES) == LogRecord.SETTLED
              && LogRecord.read(record) instanceof LogRecord.Settled settled
          ? settled
          : null;
    }
  }

  private static @Nullable ByteBuffer record(RandomAccessFile file, long at, long end)
      throws IOException {
    file.seek(at);
    byte[] framing = new byte[FRAMING];
    file.readFully(framing);
    ByteBuffer fields = ByteBuffer.wrap(framing);
    int length = fields.getInt();
    if (length < 1 || at + FRAMING + length > end) {
      return null;
    }
    byte[] bytes = new byte[length];
    file.readFully(bytes);
    return checksum(bytes, 0, length) == fields.getInt() ? ByteBuffer.wrap(bytes) : null;
  }

  /**
   * Appends a record whose framing is still to be filled in; says how long the file is then. Its
   * kind follows it once more, so that bytes of a page that look like a record are not taken for
   * the last one.
   */
  long append(ByteBuffer record, long at) throws IOException {
    record.put(record.get(FRAMING));
    byte[] bytes = new byte[record.position()];
    int length = bytes.length - FRAMING;
    record.putInt(0, length).get(0, bytes);
    ByteBuffer.wrap(bytes).putInt(Integer.BYTES, checksum(bytes, FRAMING, length));
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.seek(at);
      file.write(bytes);
    }
    return at + bytes.length;
  }

  void truncate(long length) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      if (file.length() > length) {
        file.setLength(length);
      }
    }
  }

  void force() throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.getFD().sync();
    }
  }

  private static int checksum(byte[] bytes, int from, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, length);
    return (int) crc.getValue();
  }
}
