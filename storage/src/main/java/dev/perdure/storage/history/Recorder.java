package dev.perdure.storage.history;

import dev.perdure.storage.history.HistoryLog.Tail;
import dev.perdure.storage.history.LogRecord.Settled;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Writes the history of one open object. Commits cost nothing here: the write-ahead log holds them
 * until a checkpoint, and before that its frames are copied, as differences to the bytes that the
 * log or the database file had before. Thread-safe.
 */
public final class Recorder implements AutoCloseable {
  /** So many frames may wait while an object is busy. */
  private static final int BATCH = 128;

  /** Commits of one such time are not told apart by the time they were made. */
  private static final long MARK_MILLIS = 1000;

  private final Path database;
  private final HistoryFiles files;
  private final HistoryLimits limits;
  private final InstantSource clock;
  private final WalReader wal = new WalReader();
  private final PageFrames frames = new PageFrames();
  private final Deque<Mark> marks = new ArrayDeque<>();
  private @Nullable HistoryLog log;
  private @Nullable RandomAccessFile pages;
  private Position position = Position.START;
  private int pageCount;

  // Volatile, so that a turn never waits while something is copied.
  private volatile int committed;
  private volatile boolean checkpointed;
  private volatile boolean broken;
  private boolean closed;

  /** That everything up to a frame was committed at a time or before. */
  private record Mark(int frame, long millis) {}

  /**
   * The recorder of an object whose database is open or will be.
   *
   * @param database the database file
   */
  public Recorder(Path database, HistoryFiles files, HistoryLimits limits, InstantSource clock) {
    this.database = database;
    this.files = files;
    this.limits = limits;
    this.clock = clock;
  }

  /** Says that the write-ahead log was there when the database was opened. */
  public synchronized void doubt() {
    wal.doubt();
  }

  /** How many frames the write-ahead log holds that are not in the database file. */
  public int waitingFrames() {
    return checkpointed ? 0 : committed;
  }

  /** The commits that were in the log at a time: those up to a frame of a segment. */
  public record Committed(int segment, int frame, long millis) {}

  /** Finds the commits that are in the log and will be durable with the sync that follows. */
  public synchronized Committed committed(RandomAccessFile file) throws IOException {
    if (!broken && !closed && follow(file)) {
      committed = wal.lastCommit(file, committed);
    }
    return new Committed(position.segment(), committed, clock.millis());
  }

  /** Notes that a sync has made these commits durable. */
  public synchronized void durable(Committed commits) {
    int frame = commits.frame();
    Mark last = marks.peekLast();
    long now = commits.millis();
    if (broken
        || closed
        || commits.segment() != position.segment()
        || frame <= (last == null ? position.frame() : last.frame())) {
      return;
    }
    if (last != null && now - last.millis() < MARK_MILLIS) {
      marks.removeLast();
      now = last.millis();
    }
    marks.addLast(new Mark(frame, now));
  }

  /** Whether {@link #record} has enough to do. */
  public synchronized boolean isDue() {
    Mark last = marks.peekLast();
    return !broken
        && !closed
        && last != null
        && (last.frame() - position.frame() >= BATCH
            || clock.millis() - log().tail().millis() >= MARK_MILLIS);
  }

  /** Copies what {@link #durable} has noted. */
  public synchronized void record(RandomAccessFile file) throws IOException {
    while (!broken && !closed && !marks.isEmpty()) {
      Mark mark = marks.removeFirst();
      copy(file, mark.frame(), mark.millis());
    }
  }

  /** Copies every commit that is durable and makes the copy so, before a checkpoint. */
  public synchronized void settle(RandomAccessFile file) throws IOException {
    if (broken || closed) {
      return;
    }
    durable(committed(file));
    record(file);
    if (log != null) {
      log.force();
    }
  }

  /** Notes that the database file holds everything, so that the log starts anew. */
  public synchronized void checkpointed() {
    checkpointed = true;
  }

  /** Gives the history up: a commit could not be copied, so that what follows would not fit. */
  public synchronized void abandon(Exception cause) {
    if (broken) {
      return;
    }
    broken = true;
    System.getLogger(Recorder.class.getName())
        .log(
            System.Logger.Level.WARNING,
            "The history of the object '" + files.id() + "' was given up.",
            cause);
    marks.clear();
    try {
      files.delete();
    } catch (IOException _) {
      // A folder that cannot be written keeps the database from being written too.
    }
  }

  /** Whether the history was given up. */
  public boolean isBroken() {
    return broken;
  }

  /** Must be called after SQLite has closed the database file. */
  @Override
  public synchronized void close() {
    closed = true;
    try {
      if (pages != null) {
        pages.close();
        pages = null;
      }
      if (!broken && log != null && !Files.exists(walFile())) {
        settled();
      }
    } catch (IOException _) {
      // Without the note, the next opening takes the database file for what it is.
    }
  }

  private void settled() throws IOException {
    Tail tail = log().tail();
    Settled now = Settled.of(tail, database);
    if (!now.equals(tail.settled())) {
      ByteBuffer out = ByteBuffer.allocate(LogFile.FRAMING + Settled.BYTES + 1);
      now.write(out.position(LogFile.FRAMING));
      log().append(now, out, tail.pages());
    }
  }

  private Path walFile() {
    return database.resolveSibling(database.getFileName() + "-wal");
  }

  private HistoryLog log() {
    if (log == null) {
      throw new IllegalStateException("The history has not been opened.");
    }
    return log;
  }

  /** Opens the history, or goes on to the next segment where the log has started anew. */
  private boolean follow(RandomAccessFile file) throws IOException {
    if (log != null && !checkpointed && wal.isOpen()) {
      return true;
    }
    long before = wal.salts();
    boolean found = wal.open(file);
    if (log == null) {
      begin(file, found);
    } else if (found && wal.salts() != before && wal.salts() != log.tail().salts()) {
      segment();
    }
    return found;
  }

  private void segment() throws IOException {
    position = position.nextSegment();
    committed = 0;
    checkpointed = false;
    frames.clear();
    pageCount = (int) (pages().length() / wal.pageSize());
  }

  private void begin(RandomAccessFile file, boolean found) throws IOException {
    log = HistoryLog.open(files, limits);
    if (log != null && (!fits(log.tail()) || (found && log.pageSize() != wal.pageSize()))) {
      log = null;
    }
    if (log == null) {
      int pageSize = found ? wal.pageSize() : DatabaseHeader.pageSize(pages());
      int count = (int) (pages().length() / pageSize);
      log =
          HistoryLog.begin(
              files, limits, pageSize, count, DatabaseHeader.isNew(pages()), clock.millis());
    }
    Tail tail = log.tail();
    position = tail.position();
    pageCount = tail.pages();
    if (found && wal.salts() == tail.salts()) {
      resume(file);
    } else if (found) {
      segment();
    } else {
      checkpointed = true;
    }
    if (found) {
      committed = position.frame();
    }
  }

  /** Whether the database file is as it was when the history ended. */
  private boolean fits(Tail tail) throws IOException {
    Settled settled = tail.settled();
    return settled == null
        || (settled.size() == Files.size(database)
            && settled.modified() == Files.getLastModifiedTime(database).toMillis());
  }

  /** Goes to the frame up to which the log was copied before the object was opened. */
  private void resume(RandomAccessFile file) throws IOException {
    wal.startReading(position.frame());
    while (wal.frame() < position.frame() && wal.next(file)) {
      frames.put(wal.page(), wal.frame(), wal.content().checksum());
    }
    wal.endReading();
    if (wal.frame() < position.frame()) {
      throw new IOException("The write-ahead log is shorter than the history says");
    }
  }

  private void copy(RandomAccessFile file, int until, long millis) throws IOException {
    GroupWriter out = new GroupWriter(log(), position, wal.salts(), pageCount, millis);
    byte[] scratch = new byte[wal.pageSize()];
    wal.startReading(until);
    while (out.position().frame() < until) {
      if (!wal.next(file)) {
        throw new IOException(
            "Frame " + (wal.frame() + 1) + " of the write-ahead log is not valid");
      }
      int page = wal.page();
      int earlier = frames.find(page);
      PageBytes before =
          earlier == PageFrames.NONE
              ? unchanged(page, scratch)
              : wal.content(file, frames.frame(earlier), scratch);
      int checksumBefore =
          earlier == PageFrames.NONE ? before.checksum() : frames.checksum(earlier);
      PageBytes after = wal.content();
      int checksum = after.checksum();
      out.add(new Entry(page, wal.committedPages(), checksumBefore, checksum), before, after);
      frames.put(page, wal.frame(), checksum);
    }
    wal.endReading();
    out.flush();
    position = out.position();
    pageCount = out.pages();
  }

  /** The page as it is in the database file. */
  private PageBytes unchanged(int page, byte[] scratch) throws IOException {
    RandomAccessFile main = pages();
    long offset = (long) (page - 1) * scratch.length;
    if (offset + scratch.length <= main.length()) {
      main.seek(offset);
      main.readFully(scratch);
    } else {
      Arrays.fill(scratch, (byte) 0);
    }
    return PageBytes.of(scratch);
  }

  /**
   * The database file. It is opened once and closed after SQLite has closed it: POSIX drops the
   * locks of a process with any descriptor of the file that is closed.
   */
  private RandomAccessFile pages() throws IOException {
    if (pages == null) {
      pages = new RandomAccessFile(database.toFile(), "r");
    }
    return pages;
  }

  /**
   * The bookmark of the state after the commit to come.
   *
   * @param serial above those of before
   */
  public synchronized String next(RandomAccessFile file, int serial) throws IOException {
    int frame = open(file).frame();
    Position next = checkpointed ? position.nextSegment().at(1) : position.at(frame + 1);
    return new Bookmark(next, serial, log().lineage()).toString();
  }

  /** The bookmark that stands for the last state before the next restoration. */
  public synchronized String undo() {
    return bookmark(Position.endOf(position.epoch()));
  }

  /** The bookmark of the last commit at a time, or null where the history does not reach back. */
  public synchronized @Nullable String at(RandomAccessFile file, Instant time) throws IOException {
    open(file);
    settle(file);
    long millis = time.toEpochMilli();
    if (clock.millis() - millis > limits.window().toMillis()) {
      return null;
    }
    Position found = log().at(millis);
    return found == null ? null : bookmark(found);
  }

  private Committed open(RandomAccessFile file) throws IOException {
    if (broken) {
      throw new IOException("the history could not be written and was given up");
    }
    return committed(file);
  }

  private String bookmark(Position place) {
    return new Bookmark(place, 0, log().lineage()).toString();
  }

  /** How many times the object was restored before. */
  public synchronized int epoch() {
    return position.epoch();
  }

  /** Whether a bookmark is of this history and its state can still be had. */
  public synchronized boolean has(RandomAccessFile file, String text) throws IOException {
    open(file);
    settle(file);
    Bookmark bookmark = Bookmark.parse(text);
    return bookmark != null
        && bookmark.lineage().equals(log().lineage())
        && Integer.compareUnsigned(bookmark.position().epoch(), position.epoch()) <= 0
        && bookmark.position().compareTo(log().beginning().start()) >= 0;
  }
}
