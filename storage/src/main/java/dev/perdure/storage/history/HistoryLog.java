package dev.perdure.storage.history;

import dev.perdure.storage.history.LogFile.Visitor;
import dev.perdure.storage.history.LogRecord.Group;
import dev.perdure.storage.history.LogRecord.Settled;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The files of one object's history: {@code <id>.log} is written, {@code <id>.<ordinal>.log} are
 * complete. Records go to the end only; the oldest files are deleted. Not thread-safe.
 */
final class HistoryLog {
  /** So many digits of a random name are left out. */
  private static final int LINEAGE = 8;

  private final HistoryFiles files;
  private final HistoryLimits limits;
  private LogFile current;
  private long size;
  private Tail tail;

  /**
   * Where the history ends.
   *
   * @param salts which filling of the write-ahead log it covers, up to {@code position}
   * @param pages the pages of the database there
   * @param settled what was said of the database file, or null where something followed
   */
  record Tail(Position position, long salts, int pages, long millis, @Nullable Settled settled) {
    static Tail of(LogHeader header) {
      return new Tail(header.start(), 0, header.pages(), header.millis(), null);
    }

    Tail after(LogRecord record, int pages) {
      return switch (record) {
        case Group group -> new Tail(group.end(), group.salts(), pages, group.millis(), null);
        case Settled last -> new Tail(last.end(), last.salts(), last.pages(), last.millis(), last);
      };
    }
  }

  private HistoryLog(HistoryFiles files, HistoryLimits limits, LogFile current) {
    this.files = files;
    this.limits = limits;
    this.current = current;
    this.tail = Tail.of(current.header());
  }

  /** The history as it was left, or null where there is none that can be read. */
  static @Nullable HistoryLog open(HistoryFiles files, HistoryLimits limits) throws IOException {
    if (!Files.exists(files.current()) && Files.exists(files.unfinished())) {
      Files.move(files.unfinished(), files.current(), StandardCopyOption.ATOMIC_MOVE);
    }
    LogFile current = LogFile.open(files.current());
    if (current == null) {
      return null;
    }
    HistoryLog log = new HistoryLog(files, limits, current);
    log.readTail();
    return log;
  }

  /** A new history, which begins with a database of so many pages. */
  static HistoryLog begin(
      HistoryFiles files, HistoryLimits limits, int pageSize, int pages, boolean whole, long millis)
      throws IOException {
    files.delete();
    String lineage = UUID.randomUUID().toString().replace("-", "").substring(LINEAGE);
    LogHeader header = new LogHeader(lineage, 0, pageSize, Position.START, pages, whole, millis);
    LogFile.create(files.unfinished(), header);
    Files.move(files.unfinished(), files.current(), StandardCopyOption.ATOMIC_MOVE);
    files.forceFolder();
    HistoryLog log = new HistoryLog(files, limits, new LogFile(files.current(), header));
    log.size = LogHeader.BYTES;
    return log;
  }

  /** Finds the end: what a crash left half-written is cut off, and so is half a commit. */
  private void readTail() throws IOException {
    Settled settled = current.settled();
    if (settled != null) {
      size = Files.size(current.path());
      tail = new Tail(settled.end(), settled.salts(), settled.pages(), settled.millis(), settled);
      return;
    }
    size = LogHeader.BYTES;
    long[] at = {LogHeader.BYTES};
    current.read((record, rest) -> {
      at[0] += LogFile.FRAMING + rest.limit();
      int pages = tail.pages();
      if (record instanceof Group group) {
        if (!group.commits()) {
          return true;
        }
        pages = lastPages(group, rest);
      }
      tail = tail.after(record, pages);
      size = at[0];
      return true;
    });
    current.truncate(size);
  }

  private static int lastPages(Group group, ByteBuffer rest) {
    int pages = group.pagesBefore();
    for (int frame = group.first(); frame <= group.end().frame(); frame++) {
      Entry entry = Entry.read(rest);
      PageDelta.skip(rest);
      pages = entry.committedPages() == 0 ? pages : entry.committedPages();
    }
    return pages;
  }

  String lineage() {
    return current.header().lineage();
  }

  int pageSize() {
    return current.header().pageSize();
  }

  Tail tail() {
    return tail;
  }

  /**
   * Appends a record, with place for its framing before it. The next file is begun where this one
   * is full or old.
   */
  void append(LogRecord record, ByteBuffer bytes, int pagesAfter) throws IOException {
    size = current.append(bytes, size);
    tail = tail.after(record, pagesAfter);
    if (record instanceof Group group && group.commits() && isFull(group.millis())) {
      current.force();
      roll(group.millis());
      prune(group.millis());
    }
  }

  private boolean isFull(long millis) {
    return size >= limits.fileBytes() || millis - current.header().millis() > limits.fileMillis();
  }

  /** Makes what was appended durable. */
  void force() throws IOException {
    current.force();
  }

  private void roll(long millis) throws IOException {
    LogHeader old = current.header();
    LogHeader next =
        new LogHeader(
            old.lineage(),
            old.ordinal() + 1,
            old.pageSize(),
            tail.position(),
            tail.pages(),
            false,
            Math.max(millis, tail.millis()));
    LogFile.create(files.unfinished(), next);
    Files.move(files.current(), files.complete(old.ordinal()), StandardCopyOption.ATOMIC_MOVE);
    Files.move(files.unfinished(), files.current(), StandardCopyOption.ATOMIC_MOVE);
    files.forceFolder();
    current = new LogFile(files.current(), next);
    size = LogHeader.BYTES;
  }

  /** Deletes files that end before the window, and the oldest beyond the size. */
  private void prune(long millis) throws IOException {
    long oldest = millis - limits.window().toMillis();
    long total = size;
    boolean drop = false;
    long end = current.header().millis();
    for (LogFile file : older()) {
      total += Files.size(file.path());
      drop |= total > limits.mostBytes() || end < oldest;
      end = file.header().millis();
      if (drop) {
        Files.delete(file.path());
      }
    }
  }

  /** The complete files, the newest first. */
  private List<LogFile> older() throws IOException {
    List<LogFile> older = new ArrayList<>();
    for (int ordinal = current.header().ordinal() - 1; ordinal >= 0; ordinal--) {
      LogFile file = LogFile.open(files.complete(ordinal));
      if (file == null || !file.header().lineage().equals(lineage())) {
        break;
      }
      older.add(file);
    }
    return older;
  }

  private List<LogFile> newestFirst() throws IOException {
    List<LogFile> all = new ArrayList<>();
    all.add(current);
    all.addAll(older());
    return all;
  }

  /** Where the history begins that is still there. */
  LogHeader beginning() throws IOException {
    return newestFirst().getLast().header();
  }

  /** The place of the last commit that was made at {@code millis} or before, or null. */
  @Nullable Position at(long millis) throws IOException {
    for (LogFile file : newestFirst()) {
      Position[] last = {file.header().millis() <= millis ? file.header().start() : null};
      file.read((record, rest) -> {
        boolean before = !(record instanceof Group group) || group.millis() <= millis;
        if (before && record instanceof Group group) {
          last[0] = group.end();
        }
        return before;
      });
      if (last[0] != null) {
        return last[0];
      }
    }
    LogHeader beginning = beginning();
    return beginning.whole() ? beginning.start() : null;
  }

  /** Goes through the records that may end after {@code position}. */
  void readFrom(Position position, Visitor visitor) throws IOException {
    List<LogFile> needed = new ArrayList<>();
    for (LogFile file : newestFirst()) {
      needed.addFirst(file);
      if (file.header().start().compareTo(position) <= 0) {
        break;
      }
    }
    for (LogFile file : needed) {
      file.read(visitor);
    }
  }

  /** Forgets everything. */
  void delete() throws IOException {
    files.delete();
  }
}
