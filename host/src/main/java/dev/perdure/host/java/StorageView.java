package dev.perdure.host.java;

import dev.perdure.workers.DurableObjectStorage;
import dev.perdure.workers.SqlStorage;
import dev.perdure.workers.WorkerException;
import dev.perdure.workers.compat.CompatFlag;
import dev.perdure.workers.spi.EventLoop;
import dev.perdure.workers.storage.ActorStorage;
import dev.perdure.workers.value.ValueWriter;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** {@code ctx.storage()} of a Durable Object. */
final class StorageView extends StorageAccess implements DurableObjectStorage {
  private static final String NO_SQL =
      "SQL is not enabled for this Durable Object class. To enable it, change `new_classes` to"
          + " `new_sqlite_classes` within the 'migrations' field in your wrangler.jsonc or"
          + " wrangler.toml file. Note that this change cannot be made after the class is already"
          + " deployed to production.";

  private final StateView state;
  private final SqlView sql;
  private boolean hasAlarm;

  StorageView(JavaRealm realm, StateView state, ActorStorage storage) {
    super(realm, storage);
    this.state = state;
    this.sql = new SqlView(realm.fibers(), storage);
  }

  void hasAlarm(boolean has) {
    hasAlarm = has;
  }

  @Override
  boolean hasAlarm() {
    return hasAlarm;
  }

  @Override
  public SqlStorage sql() {
    if (!storage().sqlEnabled()) {
      throw WorkerException.error(NO_SQL);
    }
    return sql;
  }

  @Override
  public void deleteAll() {
    if (storage().depth() > 0) {
      throw WorkerException.error("Cannot call deleteAll() within a transaction");
    }
    boolean alarmToo = realm().flags().on(CompatFlag.DELETE_ALL_DELETES_ALARM);
    realm().fibers().act(() -> storage().deleteAll(alarmToo, false));
  }

  @Override
  public <T extends @Nullable Object> T transaction(TransactionClosure<T> closure) {
    return state.inSection(
        () -> {
          realm().fibers().act(storage()::beginLasting);
          TransactionView transaction = new TransactionView(this);
          T result;
          try {
            result = closure.run(transaction);
          } catch (Throwable e) {
            transaction.end(true);
            throw e;
          }
          transaction.end(false);
          return result;
        },
        false);
  }

  @Override
  public <T extends @Nullable Object> T transactionSync(Callable<T> closure) {
    if (!storage().sqlEnabled()) {
      throw WorkerException.error("Durable Object is not backed by SQL.");
    }
    Fibers fibers = realm().fibers();
    fibers.act(storage()::begin);
    T result;
    try {
      result = closure.call();
    } catch (RuntimeException | Error e) {
      if (!fibers.ended()) {
        fibers.act(storage()::rollback);
      }
      throw e;
    } catch (Exception e) {
      fibers.act(storage()::rollback);
      throw new WorkerException(ValueWriter.errorName(e), ValueWriter.errorMessage(e), e);
    }
    fibers.act(storage()::commit);
    return result;
  }

  @Override
  public void sync() {
    realm().fibers().await(realm().fibers().call(storage()::sync), EventLoop.Kind.STORAGE);
  }

  @Override
  public String getCurrentBookmark() {
    return realm().fibers().call(storage()::currentBookmark);
  }

  @Override
  public String getBookmarkForTime(Instant time) {
    return realm().fibers().call(() -> storage().bookmarkFor(time));
  }

  @Override
  public String onNextSessionRestoreBookmark(String bookmark) {
    return realm().fibers().call(() -> storage().restoreAtNextStart(bookmark));
  }
}
