package dev.perdure.storage;

import dev.perdure.storage.history.Recorder;
import dev.perdure.storage.sqlite.Database;
import dev.perdure.storage.sqlite.SqliteFault;
import dev.perdure.storage.sqlite.Statement;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What was committed and is not in the database file yet: makes it durable, has it recorded in the
 * object's history, and copies it to the database file when it has grown.
 */
final class CommitLog {
  /** SQLite's own default for automatic checkpoints. */
  private static final int CHECKPOINT_FRAMES = 1000;

  private final WalFile wal;
  private final Database database;
  private final @Nullable Recorder recorder;

  /** With so many frames the turn itself makes the checkpoint that nobody else got to make. */
  private static final int LATE_FRAMES = 4 * CHECKPOINT_FRAMES;

  private static final long CHECKPOINT_BYTES = 4L << 20;

  private boolean byOurselves;
  private volatile int nextCheckpoint = CHECKPOINT_FRAMES;
  private final AtomicInteger unrecordedCommits = new AtomicInteger();
  private volatile long sizeAtCheckpoint;

  CommitLog(Path file, Database database, @Nullable Recorder recorder) {
    this.wal = new WalFile(file);
    this.database = database;
    this.recorder = recorder;
    byOurselves = recorder != null;
    if (recorder != null && wal.size() > 0) {
      recorder.doubt();
    }
    database.run("PRAGMA wal_autocheckpoint = " + (byOurselves ? 0 : LATE_FRAMES));
  }

  /** What records the object's history, or null where it has none. */
  @Nullable Recorder recorder() {
    return recorder;
  }

  /** Opens the log. */
  RandomAccessFile open() throws IOException {
    RandomAccessFile file = wal.open();
    if (file == null) {
      throw new IOException("There is no write-ahead log");
    }
    return file;
  }

  /** Makes every commit so far durable. On a thread of {@link DiskSync}. */
  void force() throws IOException {
    try (RandomAccessFile file = wal.open()) {
      Recorder.Committed commits =
          recorder == null || file == null ? null : committed(recorder, file);
      wal.force(file);
      if (recorder != null && commits != null) {
        recorder.durable(commits);
      }
    }
  }

  private static Recorder.@Nullable Committed committed(Recorder recorder, RandomAccessFile file) {
    try {
      return recorder.committed(file);
    } catch (IOException | RuntimeException e) {
      recorder.abandon(e);
      return null;
    }
  }

  /** Records what has become durable, once that was reported. On a thread of {@link DiskSync}. */
  void afterwards() {
    if (recorder != null && recorder.isDue()) {
      try (RandomAccessFile file = wal.open()) {
        if (file != null) {
          recorder.record(file);
        }
      } catch (IOException | RuntimeException e) {
        recorder.abandon(e);
      }
    }
  }

  /** Copies the log to the database file where that is overdue. On the thread of the turn. */
  void afterCommit() {
    if (recorder == null || recorder.isBroken()) {
      unrecordedCommits.incrementAndGet();
      if (byOurselves) {
        database.run("PRAGMA wal_autocheckpoint = " + LATE_FRAMES);
        byOurselves = false;
      }
    } else if (recorder.waitingFrames() >= nextCheckpoint + LATE_FRAMES - CHECKPOINT_FRAMES) {
      checkpoint();
    }
  }

  /** Whether the log has grown enough for {@link #checkpoint}. On any thread. */
  boolean isCheckpointDue() {
    if (recorder != null && !recorder.isBroken()) {
      return recorder.waitingFrames() >= nextCheckpoint;
    }
    return unrecordedCommits.get() >= CHECKPOINT_FRAMES
        || wal.size() - sizeAtCheckpoint >= CHECKPOINT_BYTES;
  }

  /** Copies the log to the database file. On a thread that has the database for itself. */
  void checkpoint() {
    Recorder history = recorder == null || recorder.isBroken() ? null : recorder;
    if (history != null) {
      settle(history);
    }
    boolean whole = false;
    try (Statement checkpoint = database.prepare("PRAGMA wal_checkpoint(PASSIVE)")) {
      whole =
          checkpoint.step()
              && checkpoint.integer(0) == 0
              && checkpoint.integer(1) == checkpoint.integer(2);
    } catch (SqliteFault _) {
      // An open cursor or a full disk: the log grows, and it is tried again later.
    }
    if (history == null) {
      unrecordedCommits.set(0);
      sizeAtCheckpoint = wal.size();
    } else if (whole) {
      history.checkpointed();
      nextCheckpoint = CHECKPOINT_FRAMES;
    } else {
      nextCheckpoint = history.waitingFrames() + CHECKPOINT_FRAMES;
    }
  }

  private void settle(Recorder history) {
    try (RandomAccessFile file = wal.open()) {
      if (file != null) {
        file.getFD().sync();
        history.settle(file);
      }
    } catch (IOException | RuntimeException e) {
      history.abandon(e);
    }
  }

  /** Records everything, so that SQLite may copy it to the database file as it closes. */
  void beforeClose() {
    if (recorder != null) {
      settle(recorder);
    }
  }

  /** Must be called after SQLite has closed the file. */
  void close() {
    if (recorder != null) {
      recorder.close();
    }
  }
}
