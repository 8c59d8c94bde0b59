package dev.perdure.storage;

import dev.perdure.storage.history.HistoryLimits;
import java.time.InstantSource;

/**
 * How state is kept.
 *
 * @param sink who learns of commits
 * @param mostObjectBytes the size at which the database of one object is full
 * @param history how far back objects of SQLite-backed classes can be restored
 * @param clock tells when a commit was made
 * @param mostOpen how many databases are open at a time; those that rest are closed meanwhile
 */
public record StorageOptions(
    CommitSink sink,
    long mostObjectBytes,
    HistoryLimits history,
    InstantSource clock,
    int mostOpen) {
  /** Nobody learns of commits; an object holds 10 GB, the platform's limit. */
  public static final StorageOptions DEFAULT =
      new StorageOptions(
          CommitSink.NONE,
          10L * 1024 * 1024 * 1024,
          HistoryLimits.USUAL,
          InstantSource.system(),
          OpenDatabases.usual());

  /** The same with somebody else who learns of commits. */
  public StorageOptions sink(CommitSink other) {
    return new StorageOptions(other, mostObjectBytes, history, clock, mostOpen);
  }

  /** The same with another size at which a database is full. */
  public StorageOptions mostObjectBytes(long bytes) {
    return new StorageOptions(sink, bytes, history, clock, mostOpen);
  }

  /** The same with other limits of the history. */
  public StorageOptions history(HistoryLimits limits) {
    return new StorageOptions(sink, mostObjectBytes, limits, clock, mostOpen);
  }

  /** The same with another clock. */
  public StorageOptions clock(InstantSource source) {
    return new StorageOptions(sink, mostObjectBytes, history, source, mostOpen);
  }

  /** The same with another bound of open databases. */
  public StorageOptions mostOpen(int databases) {
    return new StorageOptions(sink, mostObjectBytes, history, clock, databases);
  }
}
