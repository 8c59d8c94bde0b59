package dev.perdure.storage;

import dev.perdure.storage.sqlite.Database;
import dev.perdure.storage.sqlite.SqliteFault;
import dev.perdure.workers.message.GuestException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells errors of a statement from errors after which the object must be reset, because SQLite has
 * rolled the transaction back or the file is damaged. Confined like the database.
 */
final class Faults {
  private final Database database;
  private final BooleanSupplier inTransaction;
  private @Nullable GuestException fatal;

  Faults(Database database, BooleanSupplier inTransaction) {
    this.database = database;
    this.inTransaction = inTransaction;
  }

  /** Refuses to go on after a fatal error. */
  void require() {
    if (fatal != null) {
      throw fatal;
    }
  }

  @Nullable GuestException fatal() {
    return fatal;
  }

  /** Remembers an error after which nothing can go on, unless there was one before. */
  GuestException fatal(GuestException error) {
    if (fatal == null) {
      fatal = error;
    }
    return error;
  }

  /** What the guest sees; it is remembered where nothing can go on after it. */
  GuestException guest(SqliteFault fault) {
    return guest(fault, "");
  }

  GuestException guest(SqliteFault fault, String offset) {
    String extended =
        fault.extendedName().isEmpty() ? "" : " (extended: " + fault.extendedName() + ")";
    GuestException error =
        GuestException.error(fault.text() + offset + ": " + fault.codeName() + extended);
    if (fatal == null && isFatal(fault)) {
      fatal = error;
    }
    return error;
  }

  private boolean isFatal(SqliteFault fault) {
    return fault.isDamage() || (fault.mayRollBack() && inTransaction.getAsBoolean() && lost());
  }

  /** Whether SQLite has rolled the transaction back by itself; a second BEGIN tells. */
  private boolean lost() {
    try {
      database.run("BEGIN");
    } catch (SqliteFault _) {
      return false;
    }
    database.run("ROLLBACK");
    return true;
  }
}
