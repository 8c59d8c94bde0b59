package dev.perdure.storage;

/**
 * How state is kept.
 *
 * @param sink who learns of commits
 * @param mostObjectBytes the size at which the database of one object is full
 */
public record StorageOptions(CommitSink sink, long mostObjectBytes) {
  /** Nobody learns of commits; an object holds 10 GB, the platform's limit. */
  public static final StorageOptions DEFAULT =
      new StorageOptions(CommitSink.NONE, 10L * 1024 * 1024 * 1024);
}
