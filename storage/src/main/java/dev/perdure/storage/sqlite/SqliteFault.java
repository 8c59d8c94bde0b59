package dev.perdure.storage.sqlite;

import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** An error that SQLite answered with. */
public final class SqliteFault extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String text;
  private final int code;
  private final String codeName;
  private final String extendedName;

  private SqliteFault(String text, int code, String codeName, String extended, Throwable cause) {
    super(text + ": " + codeName, cause, false, false);
    this.text = text;
    this.code = code;
    this.codeName = codeName;
    this.extendedName = extended;
  }

  static SqliteFault from(SQLException e) {
    SQLiteErrorCode extended =
        e instanceof SQLiteException known ? known.getResultCode() : SQLiteErrorCode.UNKNOWN_ERROR;
    String message = String.valueOf(e.getMessage());
    String head = "[" + extended.name() + "] " + extended.message + " (";
    String text =
        message.startsWith(head) && message.endsWith(")")
            ? message.substring(head.length(), message.length() - 1)
            : message;
    int primary = extended.code & 0xff;
    String name =
        extended.code == primary ? extended.name() : SQLiteErrorCode.getErrorCode(primary).name();
    return new SqliteFault(text, primary, name, extended.code == primary ? "" : extended.name(), e);
  }

  /** What SQLite says, without the code. */
  public String text() {
    return text;
  }

  /** The primary result code, for instance {@code SQLITE_CONSTRAINT}. */
  public String codeName() {
    return codeName;
  }

  /** The extended result code, or an empty string where SQLite had none. */
  public String extendedName() {
    return extendedName;
  }

  /** Whether somebody else has the file. */
  public boolean isBusy() {
    return code == SQLiteErrorCode.SQLITE_BUSY.code;
  }

  /** Whether a constraint was violated. */
  public boolean isConstraint() {
    return code == SQLiteErrorCode.SQLITE_CONSTRAINT.code;
  }

  /** Whether SQLite may have rolled the whole transaction back by itself. */
  public boolean mayRollBack() {
    return switch (codeName) {
      case "SQLITE_FULL", "SQLITE_IOERR", "SQLITE_NOMEM", "SQLITE_INTERRUPT", "SQLITE_CONSTRAINT" ->
          true;
      default -> false;
    };
  }

  /**
   * Whether the file itself cannot be used. What a virtual table finds wrong in its own tables is
   * not meant: an FTS5 table whose content a guest keeps elsewhere may well not agree with it.
   */
  public boolean isDamage() {
    return switch (codeName) {
      case "SQLITE_CORRUPT" -> !extendedName.equals("SQLITE_CORRUPT_VTAB");
      case "SQLITE_NOTADB", "SQLITE_IOERR", "SQLITE_CANTOPEN", "SQLITE_READONLY" -> true;
      default -> false;
    };
  }
}
