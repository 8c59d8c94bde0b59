package dev.perdure.storage.history;

import dev.perdure.storage.history.LogRecord.Group;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Takes every change after a place out of a database file. */
final class Undo {
  private final int pageSize;
  private final Position target;
  private final SortedMap<Integer, Integer> wanted = new TreeMap<>();
  private boolean reached;
  private boolean undone;
  private int pages;

  /**
   * Goes back to {@code target}: the state after the first commit that ends there or later.
   *
   * @param pages the pages of the database now
   */
  Undo(int pageSize, Position target, int pages) {
    this.pageSize = pageSize;
    this.target = target;
    this.pages = pages;
  }

  /** The pages that were taken back, each with its checksum at the target. */
  SortedMap<Integer, Integer> wanted() {
    return wanted;
  }

  /** The pages of the database at the target. */
  int pages() {
    return pages;
  }

  /** Changes the file, which must hold everything that the history does. */
  void apply(HistoryLog log, RandomAccessFile file) throws IOException {
    log.readFrom(
        target,
        (record, rest) -> {
          if (record instanceof Group group) {
            group(group, rest, file);
          }
          return true;
        });
    file.setLength((long) pages * pageSize);
    for (Map.Entry<Integer, Integer> page : wanted.headMap(pages + 1).entrySet()) {
      if (PageBytes.of(page(file, page.getKey(), pageSize)).checksum() != page.getValue()) {
        throw new IOException(
            "page " + page.getKey() + " of the database is not what the history says");
      }
    }
  }

  private void group(Group group, ByteBuffer rest, RandomAccessFile file) throws IOException {
    if (!undone && group.end().compareTo(target) < 0) {
      return;
    }
    int count = group.pagesBefore();
    for (int frame = group.first(); frame <= group.end().frame(); frame++) {
      Entry entry = Entry.read(rest);
      if (isAfter(group.end().at(frame))) {
        if (!undone) {
          undone = true;
          pages = count;
        }
        take(entry, rest, file);
      } else {
        PageDelta.skip(rest);
        reached = entry.committedPages() != 0 && frameReached(group.end().at(frame));
      }
      count = entry.committedPages() == 0 ? count : entry.committedPages();
    }
  }

  private boolean isAfter(Position place) {
    if (undone || reached) {
      return true;
    }
    return sameSegment(place) ? target.frame() == 0 : place.compareTo(target) > 0;
  }

  private boolean frameReached(Position place) {
    return sameSegment(place) && place.compareTo(target) >= 0;
  }

  private boolean sameSegment(Position place) {
    return place.epoch() == target.epoch() && place.segment() == target.segment();
  }

  private void take(Entry entry, ByteBuffer rest, RandomAccessFile file) throws IOException {
    byte[] bytes = page(file, entry.page(), pageSize);
    PageDelta.apply(rest, bytes);
    file.seek((long) (entry.page() - 1) * pageSize);
    file.write(bytes);
    wanted.putIfAbsent(entry.page(), entry.before());
  }

  /** The bytes of a page; zeros where the file has none. */
  static byte[] page(RandomAccessFile file, int page, int pageSize) throws IOException {
    byte[] bytes = new byte[pageSize];
    long offset = (long) (page - 1) * pageSize;
    if (offset + pageSize <= file.length()) {
      file.seek(offset);
      file.readFully(bytes);
    }
    return bytes;
  }
}
