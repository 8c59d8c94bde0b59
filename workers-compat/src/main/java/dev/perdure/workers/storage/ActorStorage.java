package dev.perdure.workers.storage;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The private database of one Durable Object. Every call sees what the calls before it wrote; what
 * is written becomes durable with the commit that ends the turn. Errors that a guest may see are
 * thrown as {@link dev.perdure.workers.message.GuestException} with the platform's text.
 *
 * <p>Confined to the thread that runs the object's turn.
 */
public interface ActorStorage {
  /** Whether the class was declared with SQLite; without it {@link #exec} and bookmarks refuse. */
  boolean sqlEnabled();

  /** The value of {@code key}, or null. The array is the caller's. */
  byte @Nullable [] get(String key);

  /** The values of those of {@code keys} that exist, in UTF-8 byte order of the keys. */
  Map<String, byte[]> getAll(Collection<String> keys);

  /**
   * Stores {@code value} under {@code key}.
   *
   * @param allowUnconfirmed whether later messages may leave before this write is durable
   */
  void put(String key, byte[] value, boolean allowUnconfirmed);

  /** Stores all of {@code pairs}, or none where one of them cannot be stored. */
  void putAll(Map<String, byte[]> pairs, boolean allowUnconfirmed);

  /** Removes {@code key} and tells whether it was there. */
  boolean delete(String key, boolean allowUnconfirmed);

  /** The pairs in the range, in UTF-8 byte order of their keys. */
  KeyValueCursor list(KeyRange range);

  /**
   * Removes every pair and every table, and the alarm where {@code alarmToo}.
   *
   * @param alarmToo compatibility flag delete_all_deletes_alarm
   */
  void deleteAll(boolean alarmToo, boolean allowUnconfirmed);

  /**
   * Runs one or several SQL statements; the cursor is that of the last.
   *
   * @param bindings null, {@link Double}, {@link String} or {@code byte[]}, for the last statement
   */
  SqlCursor exec(String sql, List<@Nullable Object> bindings);

  /**
   * Runs the complete statements at the beginning of {@code sql}, which take no bindings; what
   * follows the last of them is not looked at. Source: workerd's experimental {@code sql.ingest}.
   */
  Ingested ingest(String sql);

  /** Bounds the database in pages until it is opened anew, for tests of a full one. */
  void limitPages(int most);

  /** The size of the database in bytes. */
  long databaseSize();

  /** When the alarm is due, or null where none is set. */
  @Nullable Instant alarm();

  /** Sets the alarm, or takes it back with null. */
  void setAlarm(@Nullable Instant time, boolean allowUnconfirmed);

  /**
   * Opens a transaction inside whatever is open, to be ended within this turn; transactions end in
   * reverse order. What was written before belongs to the same commit.
   */
  void begin();

  /**
   * Opens a transaction that may last over several turns, for {@code storage.transaction(async)}.
   * What was written before outside any transaction is committed first, so that messages that wait
   * for it do not wait for the transaction; the end of the outermost one commits.
   */
  void beginLasting();

  /** Keeps what was written since the innermost {@link #begin}. */
  void commit();

  /** Takes back what was written since the innermost {@link #begin}. */
  void rollback();

  /** How many transactions are open. */
  int depth();

  /** Completes, on any thread, once everything written so far is durable. */
  CompletableFuture<Void> sync();

  /** The bookmark of the state after everything written so far. */
  String currentBookmark();

  /** A bookmark of the state at {@code time}. */
  String bookmarkFor(Instant time);

  /**
   * Has the object start from {@code bookmark} at its next start.
   *
   * @return the bookmark that undoes it
   */
  String restoreAtNextStart(String bookmark);

  /**
   * What {@link #ingest} did.
   *
   * @param remainder the text that is no complete statement yet
   */
  record Ingested(String remainder, long rowsRead, long rowsWritten, long statements) {}
}
