package dev.perdure.storage;

import dev.perdure.storage.history.HistoryFiles;
import dev.perdure.storage.history.Recorder;
import dev.perdure.storage.history.Restoration;
import dev.perdure.workers.message.GuestException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Point-in-time recovery as a guest sees it. Confined like the database. */
final class PointInTime {
  private final CommitLog log;
  private final HistoryFiles files;

  PointInTime(CommitLog log, HistoryFiles files) {
    this.log = log;
    this.files = files;
  }

  /** What the platform answers where there is no history. */
  static GuestException notImplemented() {
    return GuestException.error(
        "This Durable Object's storage back-end does not implement point-in-time recovery.");
  }

  boolean isRecorded() {
    return log.recorder() != null;
  }

  /**
   * The bookmark of the state after the commit to come.
   *
   * @param serial above those of before
   */
  String next(int serial) {
    return ask((recorder, wal) -> recorder.next(wal, serial));
  }

  String at(Instant time) {
    String bookmark = this.<@Nullable String>ask((recorder, wal) -> recorder.at(wal, time));
    if (bookmark == null) {
      throw GuestException.error(
          "There is no bookmark for "
              + time
              + ": the history of this Durable Object does not reach back so far. Pass a later"
              + " time.");
    }
    return bookmark;
  }

  /** Has the next start restore a bookmark; gives the one that undoes it. */
  String restore(String bookmark) {
    return ask((recorder, wal) -> {
      if (!recorder.has(wal, bookmark)) {
        throw GuestException.error(
            "The bookmark '"
                + bookmark
                + "' is not in the history of this Durable Object: it is too old, or of another"
                + " object. Pass one that this object has given out.");
      }
      Restoration.request(files, recorder.epoch(), bookmark);
      return recorder.undo();
    });
  }

  private <T extends @Nullable Object> T ask(Question<T> question) {
    Recorder recorder = log.recorder();
    if (recorder == null) {
      throw notImplemented();
    }
    try (RandomAccessFile wal = log.open()) {
      return question.ask(recorder, wal);
    } catch (IOException e) {
      throw GuestException.error(
          "The history of this Durable Object cannot be used: " + e.getMessage() + ".");
    }
  }

  /** What is asked of the history. */
  private interface Question<T extends @Nullable Object> {
    T ask(Recorder recorder, RandomAccessFile wal) throws IOException;
  }
}
