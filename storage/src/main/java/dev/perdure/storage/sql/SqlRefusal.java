package dev.perdure.storage.sql;

/** A statement that the platform does not let a guest run; the message is for the guest. */
public final class SqlRefusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String text;

  private SqlRefusal(String text) {
    super(text, null, false, false);
    this.text = text;
  }

  /** What the guest is told. */
  public String text() {
    return text;
  }

  static SqlRefusal notAuthorized() {
    return new SqlRefusal("not authorized: SQLITE_AUTH");
  }

  static SqlRefusal access(String table, String column) {
    return new SqlRefusal("access to " + table + "." + column + " is prohibited: SQLITE_AUTH");
  }

  static SqlRefusal error(String text) {
    return new SqlRefusal(text + ": SQLITE_ERROR");
  }

  static SqlRefusal transaction() {
    return new SqlRefusal(
        "To execute a transaction, please use the state.storage.transaction() or"
            + " state.storage.transactionSync() APIs instead of the SQL BEGIN TRANSACTION or"
            + " SAVEPOINT statements. The JavaScript API is safer because it will automatically"
            + " roll back on exceptions, and because it interacts correctly with Durable Objects'"
            + " automatic atomic write coalescing.");
  }
}
