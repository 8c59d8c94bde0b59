package dev.perdure.storage;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A SQLite file without tables, in WAL mode. Written by hand because SQLite would need a rollback
 * journal with five fsyncs to turn WAL on. Layout: <a
 * href="https://www.sqlite.org/fileformat2.html">Database File Format</a>.
 */
final class EmptyDatabase {
  private static final int PAGE = 4096;
  private static final int WAL_VERSION = 2;
  private static final int LEAF_TABLE = 13;

  private EmptyDatabase() {}

  /**
   * Writes the file and waits until its length is on disk: SQLite drops the WAL of a file that is
   * empty. An interrupt changes nothing. Must run before SQLite opens the file, since closing it
   * drops SQLite's locks.
   */
  static void create(Path file) throws IOException {
    Path unfinished = file.resolveSibling(file.getFileName() + ".new");
    try (RandomAccessFile out = new RandomAccessFile(unfinished.toFile(), "rw")) {
      out.setLength(0);
      out.write(page());
      out.getFD().sync();
    }
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static byte[] page() {
    ByteBuffer page = ByteBuffer.allocate(PAGE);
    page.put("SQLite format 3\0".getBytes(StandardCharsets.US_ASCII));
    page.putShort((short) PAGE);
    page.put((byte) WAL_VERSION).put((byte) WAL_VERSION);
    page.put((byte) 0); // Reserved bytes of each page.
    page.put((byte) 64).put((byte) 32).put((byte) 32); // Payload fractions, fixed by the format.
    page.putInt(24, 1); // Change counter.
    page.putInt(28, 1); // Pages.
    page.putInt(44, 4); // Schema format.
    page.putInt(56, 1); // UTF-8.
    page.putInt(92, 1); // The change counter for which the version below is valid.
    page.putInt(96, 3_054_001);
    page.put(100, (byte) LEAF_TABLE);
    page.putShort(105, (short) PAGE); // Where the cells of the root page begin.
    return page.array();
  }

  /** Removes the file of a database without tables; one that stays does no harm. */
  static void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException _) {
      // It is as empty as if it were not there.
    }
  }
}
