package dev.perdure.host.java;

import dev.perdure.workers.DurableObjectStorage;
import dev.perdure.workers.WorkerException;

/** A transaction that may wait for others. */
final class TransactionView extends StorageAccess implements DurableObjectStorage.Transaction {
  private final StorageView owner;
  private final int depth;
  private boolean rolledBack;
  private boolean ended;

  TransactionView(StorageView owner) {
    super(owner.realm(), owner.storage());
    this.owner = owner;
    this.depth = owner.storage().depth();
  }

  @Override
  boolean hasAlarm() {
    return owner.hasAlarm();
  }

  @Override
  void check(String operation) {
    if (rolledBack) {
      throw WorkerException.error("Cannot " + operation + " on rolled back transaction");
    }
    if (ended) {
      throw WorkerException.error(
          "Cannot call %s on transaction that has already committed: did you move `txn` outside of the closure?"
              .formatted(operation));
    }
  }

  @Override
  public void rollback() {
    if (rolledBack) {
      return;
    }
    check("rollback()");
    if (storage().depth() > depth) {
      throw WorkerException.error(
          "Cannot roll back an outer transaction while a nested transaction is still running.");
    }
    rolledBack = true;
    realm().fibers().act(storage()::rollback);
  }

  /** Keeps or takes back what it wrote. */
  void end(boolean failed) {
    ended = true;
    if (rolledBack || realm().fibers().ended()) {
      return;
    }
    rolledBack = failed;
    realm().fibers().act(failed ? storage()::rollback : storage()::commit);
  }
}
