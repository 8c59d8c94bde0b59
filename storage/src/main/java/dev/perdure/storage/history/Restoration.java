package dev.perdure.storage.history;

import dev.perdure.storage.file.Folders;
import dev.perdure.storage.history.LogRecord.Settled;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Takes an object's database back to a bookmark before the object starts. The new file is made
 * beside the old one and takes its place by a rename, so that a crash leaves the one or the other;
 * what was begun is ended at the next start. The restoration is itself a part of the history, so
 * that it can be undone.
 */
public final class Restoration {
  private final Path database;
  private final HistoryFiles files;
  private final HistoryLimits limits;
  private final InstantSource clock;

  /** Takes back {@code database}, which must be closed. */
  public Restoration(Path database, HistoryFiles files, HistoryLimits limits, InstantSource clock) {
    this.database = database;
    this.files = files;
    this.limits = limits;
    this.clock = clock;
  }

  /** Whether the next start restores. */
  public static boolean isRequested(HistoryFiles files) {
    return Files.exists(files.request());
  }

  /**
   * Has the next start restore; durable when it returns.
   *
   * @param epoch how many times the object was restored before
   */
  public static void request(HistoryFiles files, int epoch, String bookmark) throws IOException {
    Path unfinished = files.folder().resolve(files.id() + ".restore.new");
    try (FileOutputStream out = new FileOutputStream(unfinished.toFile())) {
      out.write((epoch + " " + bookmark).getBytes(StandardCharsets.US_ASCII));
      out.getFD().sync();
    }
    Files.move(unfinished, files.request(), StandardCopyOption.ATOMIC_MOVE);
    files.forceFolder();
  }

  /**
   * Restores as was asked for, or ends what a crash has interrupted.
   *
   * @param settle opens the database and closes it again, so that the file holds everything
   * @throws IOException if it cannot be done; the object is as before then, and the next start does
   *     not try again
   */
  public void run(Runnable settle) throws IOException {
    String[] request = Files.readString(files.request()).split(" ", 2);
    int epoch = Integer.parseInt(request[0]);
    try {
      HistoryLog log = HistoryLog.open(files, limits);
      if (log != null && log.tail().position().epoch() == epoch) {
        settle.run();
        log = HistoryLog.open(files, limits);
        rebuild(log, Bookmark.parse(request[1]));
      }
      if (log != null
          && log.tail().position().epoch() == epoch + 1
          && Files.exists(files.restored())) {
        swap(log);
      }
    } finally {
      Files.deleteIfExists(files.restored());
      Files.deleteIfExists(files.request());
      files.forceFolder();
    }
  }

  private void rebuild(@Nullable HistoryLog log, @Nullable Bookmark target) throws IOException {
    if (log == null || target == null || !target.lineage().equals(log.lineage())) {
      throw new IOException("the history does not fit the bookmark any more");
    }
    Files.copy(database, files.restored(), StandardCopyOption.REPLACE_EXISTING);
    Undo undo = new Undo(log.pageSize(), target.position(), log.tail().pages());
    try (RandomAccessFile file = new RandomAccessFile(files.restored().toFile(), "rw")) {
      undo.apply(log, file);
      file.getFD().sync();
    }
    files.forceFolder();
    try {
      record(log, undo.wanted(), undo.pages());
    } catch (IOException e) {
      log.delete();
      throw e;
    }
  }

  /** Puts the restoration into the history. */
  private void record(HistoryLog log, SortedMap<Integer, Integer> changed, int pages)
      throws IOException {
    Position start = new Position(log.tail().position().epoch() + 1, 0, 0);
    GroupWriter out = new GroupWriter(log, start, 0, log.tail().pages(), clock.millis());
    try (RandomAccessFile old = new RandomAccessFile(database.toFile(), "r");
        RandomAccessFile fresh = new RandomAccessFile(files.restored().toFile(), "r")) {
      for (int page : changed.sequencedKeySet()) {
        PageBytes before = PageBytes.of(Undo.page(old, page, log.pageSize()));
        PageBytes after = PageBytes.of(Undo.page(fresh, page, log.pageSize()));
        out.add(Entry.of(page, 0, before, after), before, after);
      }
      byte[] restored = changed.containsKey(1) ? Undo.page(fresh, 1, log.pageSize()) : null;
      PageBytes first =
          PageBytes.of(restored == null ? Undo.page(old, 1, log.pageSize()) : restored);
      out.add(Entry.of(1, pages, first, first), first, first);
    }
    out.flush();
    log.force();
  }

  private void swap(HistoryLog log) throws IOException {
    Path wal = database.resolveSibling(database.getFileName() + "-wal");
    if (Files.exists(wal) && Files.size(wal) > 0) {
      log.delete();
      throw new IOException("another program has written to the database meanwhile");
    }
    try {
      Files.move(files.restored(), database, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      log.delete();
      throw e;
    }
    Path folder = database.getParent();
    if (folder != null) {
      Folders.force(folder);
    }
    HistoryLog.Tail tail = log.tail();
    Settled settled = Settled.of(tail, database);
    ByteBuffer out = ByteBuffer.allocate(LogFile.FRAMING + Settled.BYTES + 1);
    settled.write(out.position(LogFile.FRAMING));
    log.append(settled, out, tail.pages());
  }
}
