package dev.perdure.storage;

import dev.perdure.storage.history.HistoryFiles;
import dev.perdure.storage.history.Recorder;
import dev.perdure.storage.sqlite.Database;
import dev.perdure.storage.sqlite.SqliteFault;
import dev.perdure.workers.id.ActorId;
import dev.perdure.workers.message.GuestException;
import dev.perdure.workers.storage.ActorStorage;
import dev.perdure.workers.storage.KeyRange;
import dev.perdure.workers.storage.KeyValueCursor;
import dev.perdure.workers.storage.SqlCursor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The open database of one object. What a turn writes is one transaction, which {@link #endTurn}
 * commits; the future it gives completes once an fsync has made the commit durable, and meanwhile
 * the next turn may run. Confined to the thread that runs the object's turn.
 */
public final class ObjectStore implements ActorStorage, AutoCloseable {
  private final ClassStore owner;
  private final ActorId id;
  private final Path file;
  private volatile CommitLog log;
  private PointInTime pointInTime;
  private volatile Database database;
  private Statements statements;
  private KeyValueTable pairs;
  private MetadataTable metadata;
  private Faults faults;
  private GuestSql sql;
  private final DiskSync.Line line;
  private final Deque<Savepoint> savepoints = new ArrayDeque<>();
  private volatile boolean abandoned;
  private final Semaphore use = new Semaphore(1);
  private boolean mine;
  private boolean away;
  private boolean closed;
  private boolean alarmRuns;
  private boolean inTransaction;
  private boolean mustConfirm;
  private boolean readOnly;
  private boolean unreported;
  private boolean alarmChanged;
  private @Nullable CompletableFuture<Void> nextCommit;
  private final AlarmEntry alarmEntry;
  private final AtomicLong commits = new AtomicLong();

  private ObjectStore(ClassStore owner, Path file, ActorId id, Database database) {
    this.owner = owner;
    this.id = id;
    this.file = file;
    attach(database);
    this.line = owner.disk().line(new Durability());
    this.alarmEntry = new AlarmEntry(owner.alarms(), id);
    this.mine = use.tryAcquire();
  }

  /** Puts everything that belongs to the open database in place. */
  private void attach(Database database) {
    this.database = database;
    HistoryFiles history = owner.history(id);
    Recorder recorder =
        owner.isRecorded(id)
            ? new Recorder(file, history, owner.options().history(), owner.options().clock())
            : null;
    this.log = new CommitLog(file, database, recorder);
    this.pointInTime = new PointInTime(log, history);
    this.statements = new Statements(database);
    this.faults = new Faults(database, this::uncommitted);
    this.sql = new GuestSql(database, faults, this::beforeSqlWrites);
    this.pairs = new KeyValueTable(database, statements, faults, sql::schemaChanged);
    this.metadata = new MetadataTable(database, statements, sql::schemaChanged);
  }

  /**
   * Opens the file, or makes it.
   *
   * @throws StorageException if it is damaged or cannot be read
   */
  static ObjectStore open(ClassStore owner, Path file, ActorId id) {
    Database database = Opening.open(file);
    try {
      Opening.limit(database, owner.options());
      ObjectStore store = new ObjectStore(owner, file, id, database);
      store.reconcileAlarm();
      owner.open().opened(store);
      return store;
    } catch (SqliteFault e) {
      database.close();
      throw StorageException.unreadable(file, e.text(), e);
    }
  }

  /** The slot decides; the index may lag behind it after a crash or another program's writes. */
  private void reconcileAlarm() {
    Instant slot = metadata.alarm();
    if (alarmEntry.isEarlierThan(slot)) {
      try {
        log.force();
      } catch (IOException e) {
        throw StorageException.notDurable(file, e);
      }
    }
    alarmEntry.beforeCommit(slot);
    alarmEntry.committed(slot, 0);
    alarmEntry.durable(0);
  }

  /** Takes the database for this turn, and opens it where it was let go. */
  private void enter() {
    if (mine) {
      return;
    }
    use.acquireUninterruptibly();
    mine = true;
    if (away) {
      try {
        Database again = Opening.open(file);
        Opening.limit(again, owner.options());
        attach(again);
        away = false;
      } catch (StorageException e) {
        throw faults.fatal(GuestException.error(String.valueOf(e.getMessage())));
      }
      owner.open().opened(this);
    }
  }

  /** Lets others close the database until the next use. */
  private void leave() {
    if (mine && !inTransaction && savepoints.isEmpty() && !closed) {
      mine = false;
      owner.open().used(this);
      use.release();
    }
  }

  /**
   * Closes the database until its next use, unless something is going on in it. On any thread.
   *
   * @return whether it is closed now
   */
  boolean letGo() {
    if (!use.tryAcquire()) {
      return false;
    }
    try {
      if (!away && rests()) {
        shut();
        away = true;
      }
      return away;
    } finally {
      use.release();
    }
  }

  private boolean rests() {
    return !closed
        && faults.fatal() == null
        && line.latest().isDone()
        && !sql.isRunning()
        && !pairs.isListing();
  }

  private void shut() {
    sql.close();
    statements.close();
    log.beforeClose();
    try {
      database.close();
    } finally {
      log.close();
    }
  }

  /** The object's id. */
  public ActorId id() {
    return id;
  }

  /** Whether something was written that {@link #endTurn} would commit. */
  public boolean uncommitted() {
    return inTransaction;
  }

  /**
   * Whether messages must wait for the next {@link #endTurn}: something was written without
   * allowUnconfirmed, outside a transaction that lasts over several turns.
   */
  public boolean holdsOutput() {
    return unreported || (mustConfirm && !lasting());
  }

  /**
   * Commits what the turn wrote, unless a transaction is open that lasts over the end of the turn.
   *
   * @return completes on another thread once everything committed so far is durable; fails with
   *     what a guest may see where it was rolled back or did not reach the disk, and the object
   *     must then be reset
   */
  public CompletableFuture<Void> endTurn() {
    GuestException fatal = faults.fatal();
    if (fatal != null) {
      return CompletableFuture.failedFuture(fatal);
    }
    if (inTransaction && savepoints.isEmpty()) {
      try {
        commitAll();
      } catch (GuestException | StorageException e) {
        return CompletableFuture.failedFuture(e);
      }
    }
    unreported = false;
    leave();
    return line.latest();
  }

  /** Lets nothing be committed any more. May be called on any thread. */
  public void abandon() {
    abandoned = true;
  }

  /** Takes back everything that is not committed. */
  public void discard() {
    savepoints.clear();
    if (inTransaction) {
      inTransaction = false;
      mustConfirm = false;
      alarmChanged = false;
      if (nextCommit != null) {
        nextCommit.completeExceptionally(StorageException.discarded(file));
        nextCommit = null;
      }
      sql.close();
      try {
        database.run("ROLLBACK");
      } catch (SqliteFault e) {
        if (faults.fatal() == null) {
          throw StorageException.notDurable(file, e);
        }
        // SQLite has rolled back by itself.
      }
      refresh();
    }
  }

  /** Has the SQL that runs now fail; may be called on any thread. */
  public void interrupt() {
    try {
      database.interrupt();
    } catch (SqliteFault _) {
      // It was let go meanwhile, and so nothing runs.
    }
  }

  /**
   * Discards what is not committed and closes the file; what is committed becomes durable. The file
   * goes if nothing was ever written.
   */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    if (!mine) {
      use.acquireUninterruptibly();
      mine = true;
    }
    closed = true;
    if (away) {
      return;
    }
    discard();
    sql.close();
    boolean unused = isUnused();
    try {
      settleAlarm();
      shut();
    } finally {
      owner.open().closed(this);
    }
    if (unused) {
      EmptyDatabase.remove(file);
    }
  }

  /** Writes nothing to the index of alarms any more after this: the object may be opened anew. */
  private void settleAlarm() {
    try {
      if (alarmEntry.isBehind() && faults.fatal() == null) {
        long commit = commits.get();
        log.force();
        alarmEntry.durable(commit);
      }
    } catch (IOException | StorageException _) {
      // An entry that is too early wakes the object, whose slot decides.
    } finally {
      alarmEntry.end();
    }
  }

  private boolean isUnused() {
    try {
      return commits.get() == 0 && !owner.history(id).exist() && Tables.none(statements);
    } catch (SqliteFault _) {
      // A damaged file is kept.
      return false;
    }
  }

  @Override
  public boolean sqlEnabled() {
    return owner.sqlEnabled();
  }

  @Override
  public byte @Nullable [] get(String key) {
    checkKey(key);
    return guarded(() -> pairs.get(key));
  }

  @Override
  public Map<String, byte[]> getAll(Collection<String> keys) {
    if (!owner.sqlEnabled()) {
      LegacyLimits.checkCount(keys.size());
    }
    TreeSet<String> ordered =
        new TreeSet<>(Comparator.comparing(Keys::utf8, Arrays::compareUnsigned));
    ordered.addAll(keys);
    Map<String, byte[]> found = new LinkedHashMap<>();
    for (String key : ordered) {
      byte[] value = get(key);
      if (value != null) {
        found.put(key, value);
      }
    }
    return found;
  }

  private void checkKey(String key) {
    if (!owner.sqlEnabled()) {
      LegacyLimits.checkKey(key);
    }
  }

  private void checkPair(String key, byte[] value) {
    if (!owner.sqlEnabled()) {
      LegacyLimits.checkPair(key, value);
    }
  }

  @Override
  public void put(String key, byte[] value, boolean allowUnconfirmed) {
    checkPair(key, value);
    write(allowUnconfirmed);
    guard(() -> pairs.put(key, value));
  }

  @Override
  public void putAll(Map<String, byte[]> entries, boolean allowUnconfirmed) {
    entries.forEach(this::checkPair);
    if (entries.isEmpty()) {
      return;
    }
    write(allowUnconfirmed);
    begin();
    try {
      guard(() -> entries.forEach(pairs::put));
    } catch (GuestException e) {
      rollback();
      throw e;
    }
    commit();
  }

  @Override
  public boolean delete(String key, boolean allowUnconfirmed) {
    checkKey(key);
    write(allowUnconfirmed);
    return guarded(() -> pairs.delete(key));
  }

  @Override
  public KeyValueCursor list(KeyRange range) {
    return guarded(() -> pairs.list(range));
  }

  @Override
  public void deleteAll(boolean alarmToo, boolean allowUnconfirmed) {
    if (!savepoints.isEmpty()) {
      throw GuestException.error("Cannot call deleteAll() within a transaction");
    }
    write(allowUnconfirmed);
    Instant alarm = alarmToo ? null : metadata.alarm();
    sql.close();
    guard(() -> {
      Erasure.eraseAll(database);
      refresh();
      if (alarm != null) {
        metadata.alarm(alarm);
      }
    });
    alarmChanged = true;
  }

  @Override
  public SqlCursor exec(String text, List<@Nullable Object> bindings) {
    requireSql();
    enter();
    faults.require();
    return sql.exec(text, bindings);
  }

  /**
   * The same for somebody who only looks: a statement that writes is refused.
   *
   * @throws GuestException if it writes, or SQLite refuses it
   */
  public SqlCursor look(String text) {
    readOnly = true;
    try {
      return exec(text, List.of());
    } finally {
      readOnly = false;
    }
  }

  private void beforeSqlWrites() {
    if (readOnly) {
      throw GuestException.error("The statement writes, and only reading was asked for.");
    }
    write(false);
  }

  /** Copies the database, with everything that was written so far, to a file that is not there. */
  public void copyTo(Path target) {
    if (!savepoints.isEmpty()) {
      throw new IllegalStateException("A transaction is open.");
    }
    guard(() -> {
      if (inTransaction) {
        commitAll();
        unreported = true;
      }
      database.copyTo(target);
    });
  }

  @Override
  public Ingested ingest(String text) {
    requireSql();
    enter();
    faults.require();
    return sql.ingest(text);
  }

  @Override
  public void limitPages(int most) {
    requireSql();
    guard(() -> database.run("PRAGMA max_page_count = " + most));
  }

  @Override
  public long databaseSize() {
    requireSql();
    return guarded(() ->
        database.number("PRAGMA page_size")
            * (database.number("PRAGMA page_count") - database.number("PRAGMA freelist_count")));
  }

  @Override
  public @Nullable Instant alarm() {
    enter();
    return alarmRuns ? null : metadata.alarm();
  }

  /** What the slot holds, whether its handler runs or not. */
  public @Nullable Instant plannedAlarm() {
    enter();
    return metadata.alarm();
  }

  /**
   * Notes that the alarm's handler runs: the slot looks empty from now on, yet keeps its time until
   * {@link #endAlarm}, so that a crash in between loses no alarm.
   */
  public void beginAlarm() {
    alarmRuns = true;
  }

  /**
   * Notes that the handler has ended.
   *
   * @param done whether the slot becomes empty, unless the handler has set it anew
   */
  public void endAlarm(boolean done) {
    if (alarmRuns && done) {
      setAlarm(null, false);
    }
    alarmRuns = false;
  }

  @Override
  public void setAlarm(@Nullable Instant time, boolean allowUnconfirmed) {
    write(allowUnconfirmed);
    try {
      metadata.alarm(time);
      alarmRuns = false;
      alarmChanged = true;
    } catch (SqliteFault e) {
      throw faults.guest(e);
    }
  }

  @Override
  public void begin() {
    guard(this::startTransaction);
    savepoint(false);
  }

  /**
   * Commits what was written so far outside any transaction, before a critical section begins: a
   * PRAGMA that acts outside transactions alone acts in it. A failure is that of the turn.
   */
  public void commitWritten() {
    try {
      commitImplicit();
    } catch (GuestException e) {
      faults.fatal(e);
    } catch (StorageException e) {
      faults.fatal(GuestException.error(String.valueOf(e.getMessage())));
    }
  }

  private void commitImplicit() {
    if (savepoints.isEmpty() && inTransaction) {
      commitAll();
      unreported = true;
    }
  }

  @Override
  public void beginLasting() {
    commitImplicit();
    guard(this::startTransaction);
    savepoint(true);
  }

  @Override
  public void commit() {
    Savepoint ended = innermost();
    if (faults.fatal() != null) {
      savepoints.pop();
      throw GuestException.error("Cannot commit transaction due to an earlier SQL critical error");
    }
    database.run("RELEASE " + ended.name());
    savepoints.pop();
    if (ended.lasting() && savepoints.isEmpty()) {
      commitAll();
      unreported = true;
    }
  }

  @Override
  public void rollback() {
    Savepoint ended = innermost();
    if (faults.fatal() != null) {
      savepoints.pop();
      return;
    }
    database.run("ROLLBACK TO " + ended.name());
    database.run("RELEASE " + ended.name());
    savepoints.pop();
    mustConfirm = ended.mustConfirm();
    refresh();
  }

  @Override
  public int depth() {
    return savepoints.size();
  }

  @Override
  public CompletableFuture<Void> sync() {
    if (!inTransaction || lasting()) {
      return line.latest();
    }
    if (nextCommit == null) {
      nextCommit = new CompletableFuture<>();
    }
    return nextCommit;
  }

  @Override
  public String currentBookmark() {
    if (!owner.sqlEnabled()) {
      throw PointInTime.notImplemented();
    }
    write(false);
    long number = guarded(metadata::nextBookmark);
    return pointInTime.isRecorded() ? pointInTime.next((int) number) : Bookmark.of(number);
  }

  @Override
  public String bookmarkFor(Instant time) {
    enter();
    faults.require();
    return pointInTime.at(time);
  }

  @Override
  public String restoreAtNextStart(String bookmark) {
    enter();
    faults.require();
    return pointInTime.restore(bookmark);
  }

  private void requireSql() {
    if (!owner.sqlEnabled()) {
      throw GuestException.error(
          "SQL is not enabled for this Durable Object class. To enable it, change `new_classes` to"
              + " `new_sqlite_classes` within the 'migrations' field in your wrangler.jsonc or"
              + " wrangler.toml file. If using workerd directly,set `enableSql = true` in your"
              + " workerd config for the class. Note that this change cannot be made after the"
              + " class is already deployed to production.");
    }
  }

  private <T extends @Nullable Object> T guarded(Supplier<T> operation) {
    enter();
    faults.require();
    try {
      return operation.get();
    } catch (SqliteFault e) {
      throw faults.guest(e);
    }
  }

  private void guard(Runnable operation) {
    guarded(() -> {
      operation.run();
      return true;
    });
  }

  private void write(boolean allowUnconfirmed) {
    guard(this::startTransaction);
    mustConfirm |= !allowUnconfirmed;
  }

  private void startTransaction() {
    if (!inTransaction) {
      statements.of("BEGIN").run();
      inTransaction = true;
    }
  }

  private void savepoint(boolean lasting) {
    Savepoint savepoint = new Savepoint("_cf_savepoint_" + savepoints.size(), lasting, mustConfirm);
    database.run("SAVEPOINT " + savepoint.name());
    savepoints.push(savepoint);
  }

  private Savepoint innermost() {
    Savepoint savepoint = savepoints.peek();
    if (savepoint == null) {
      throw new IllegalStateException("No transaction is open.");
    }
    return savepoint;
  }

  private boolean lasting() {
    return savepoints.stream().anyMatch(Savepoint::lasting);
  }

  private void commitAll() {
    if (abandoned) {
      throw StorageException.discarded(file);
    }
    Instant alarm = alarmChanged ? metadata.alarm() : null;
    alarmEntry.beforeCommit(alarm);
    try {
      statements.of("COMMIT").run();
    } catch (SqliteFault e) {
      discard();
      if (e.isConstraint()) {
        throw GuestException.error(
            "Durable Object was reset and rolled back to its last known good state because the"
                + " application left the database in a state where constraints were violated: "
                + faults.guest(e).error().message());
      }
      throw faults.guest(e);
    }
    inTransaction = false;
    mustConfirm = false;
    long commit = commits.incrementAndGet();
    if (alarmChanged) {
      alarmChanged = false;
      alarmEntry.committed(alarm, commit);
    }
    CompletableFuture<Void> durable = line.submit();
    log.afterCommit();
    if (nextCommit != null) {
      follow(nextCommit, durable);
      nextCommit = null;
    }
  }

  private static void follow(CompletableFuture<Void> waiting, CompletableFuture<Void> durable) {
    durable
        .thenRun(() -> waiting.complete(null))
        .exceptionally(failure -> {
          waiting.completeExceptionally(failure);
          return null;
        });
  }

  private void refresh() {
    sql.schemaChanged();
    pairs.refresh();
    metadata.refresh();
  }

  /** Works on threads of {@link DiskSync}. */
  private final class Durability implements DiskSync.Force {
    @Override
    public void run() throws Exception {
      long commit = commits.get();
      try {
        alarmEntry.force();
        log.force();
      } catch (IOException e) {
        throw StorageException.notDurable(file, e);
      }
      alarmEntry.durable(commit);
      owner.options().sink().committed(owner.uniqueKey(), id, commit).get();
    }

    @Override
    public void afterwards() {
      log.afterwards();
      if (log.isCheckpointDue() && use.tryAcquire()) {
        try {
          if (!away && !closed && faults.fatal() == null) {
            log.checkpoint();
          }
        } finally {
          use.release();
        }
      }
    }
  }

  private record Savepoint(String name, boolean lasting, boolean mustConfirm) {}
}
