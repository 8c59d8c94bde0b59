package dev.perdure.workers;

import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The private storage of one object. Nothing waits but {@link #sync} and the calls of other objects
 * within {@link #transaction}.
 *
 * @see <a href="https://developers.cloudflare.com/durable-objects/api/sqlite-storage-api/">
 *     SQLite-backed Durable Object Storage</a>
 */
public interface DurableObjectStorage extends StorageOperations {
  /** The object's SQL database. */
  SqlStorage sql();

  /** Removes every pair, every table and the alarm. */
  void deleteAll();

  /**
   * Runs {@code closure} while no other event comes in; what it wrote is taken back where it
   * throws. It may wait for other objects.
   */
  <T extends @Nullable Object> T transaction(TransactionClosure<T> closure);

  /**
   * Runs {@code closure}, which must not wait; what it wrote is taken back where it throws.
   *
   * @throws WorkerException what the closure threw, or one that has it as cause
   */
  <T extends @Nullable Object> T transactionSync(Callable<T> closure);

  /** Waits until everything written so far is durable. */
  void sync();

  /** The bookmark of the state after everything written so far. */
  String getCurrentBookmark();

  /** A bookmark of the state at a time of the last 30 days. */
  String getBookmarkForTime(Instant time);

  /** Has the object start from a bookmark at its next start; gives the one that undoes it. */
  String onNextSessionRestoreBookmark(String bookmark);

  /**
   * What runs in a transaction.
   *
   * @param <T> what it gives
   */
  @FunctionalInterface
  interface TransactionClosure<T extends @Nullable Object> {
    /**
     * Reads and writes.
     *
     * @throws Exception to take back what was written
     */
    T run(Transaction transaction) throws Exception;
  }

  /** A transaction that runs. */
  interface Transaction extends StorageOperations {
    /** Takes back what was written in it, whatever happens later. */
    void rollback();
  }
}
