package dev.perdure.storage.sqlite;

import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sqlite.core.Codes;
import org.sqlite.core.CoreStatement;
import org.sqlite.core.DB;

/** A compiled statement: bind, step, read, reset. */
public final class Statement implements AutoCloseable {
  private static final byte[] NOTHING = {};

  private final PreparedStatement prepared;
  private final CoreStatement core;
  private final int columns;
  private @Nullable ResultSet rows;
  private boolean ran;

  Statement(PreparedStatement prepared) throws SQLException {
    this.prepared = prepared;
    this.core = (CoreStatement) prepared;
    this.columns = core.pointer.safeRunInt(DB::column_count);
  }

  /** How many values the statement takes. */
  public int parameterCount() {
    try {
      return prepared.getParameterMetaData().getParameterCount();
    } catch (SQLException e) {
      throw SqliteFault.from(e);
    }
  }

  /**
   * Binds a value for the next run.
   *
   * @param index from 1
   * @param value null, {@link Long}, {@link Double}, {@link String} or {@code byte[]}
   */
  public Statement bind(int index, @Nullable Object value) {
    try {
      switch (value) {
        case null -> prepared.setNull(index, 0);
        case String text -> prepared.setString(index, text);
        case byte[] bytes -> prepared.setBytes(index, bytes);
        case Double number -> prepared.setDouble(index, number);
        case Long number -> prepared.setLong(index, number);
        default -> throw new IllegalArgumentException("Not a SQLite value: " + value.getClass());
      }
      return this;
    } catch (SQLException e) {
      throw SqliteFault.from(e);
    }
  }

  /** Runs to the next row, the first at first; false at the end. */
  public boolean step() {
    try {
      if (!ran) {
        ran = true;
        rows = prepared.execute() ? prepared.getResultSet() : null;
      }
      return rows != null && rows.next();
    } catch (SQLException e) {
      throw SqliteFault.from(e);
    }
  }

  /** Runs to the end and resets. */
  public void run() {
    try {
      while (step()) {}
    } finally {
      reset();
    }
  }

  /** How many columns a row has. */
  public int columnCount() {
    return columns;
  }

  /** The names of the columns. */
  public List<String> columnNames() {
    try {
      List<String> names = new ArrayList<>(columns);
      for (int i = 0; i < columns; i++) {
        int column = i;
        names.add(core.pointer.safeRun((db, p) -> db.column_name(p, column)));
      }
      return names;
    } catch (SQLException e) {
      throw SqliteFault.from(e);
    }
  }

  /** The value in this row: null, {@link Long}, {@link Double}, {@link String}, {@code byte[]}. */
  public @Nullable Object value(int column) {
    try {
      return switch (core.pointer.safeRunInt((db, p) -> db.column_type(p, column))) {
        case Codes.SQLITE_INTEGER -> integer(column);
        case Codes.SQLITE_FLOAT ->
            core.pointer.safeRunDouble((db, p) -> db.column_double(p, column));
        case Codes.SQLITE_TEXT -> text(column);
        case Codes.SQLITE_BLOB -> blob(column);
        default -> null;
      };
    } catch (SQLException e) {
      throw SqliteFault.from(e);
    }
  }

  /** Whether the value in this row is null. */
  public boolean isNull(int column) {
    try {
      return core.pointer.safeRunInt((db, p) -> db.column_type(p, column)) == Codes.SQLITE_NULL;
    } catch (SQLException e) {
      throw SqliteFault.from(e);
    }
  }

  /** The value in this row as a whole number. */
  public long integer(int column) {
    try {
      return core.pointer.safeRunLong((db, p) -> db.column_long(p, column));
    } catch (SQLException e) {
      throw SqliteFault.from(e);
    }
  }

  /**
   * The value in this row as text; empty where it is null. Taken as the bytes that SQLite keeps,
   * which are UTF-8: the driver's own way makes a direct buffer for each.
   */
  public String text(int column) {
    return new String(blob(column), StandardCharsets.UTF_8);
  }

  /** The value in this row as bytes; empty where it is null. */
  public byte[] blob(int column) {
    try {
      byte[] bytes = core.pointer.safeRun((db, p) -> db.column_blob(p, column));
      return bytes == null ? NOTHING : bytes;
    } catch (SQLException e) {
      throw SqliteFault.from(e);
    }
  }

  /** Ends the run; the next {@link #step} starts from the beginning. */
  public void reset() {
    ran = false;
    try {
      if (rows != null) {
        rows.close();
        rows = null;
      }
    } catch (SQLException e) {
      throw SqliteFault.from(e);
    }
  }

  /** Whether it can run again: the driver closes a statement whose run has failed. */
  public boolean usable() {
    return !core.pointer.isClosed();
  }

  @Override
  public void close() {
    try {
      prepared.close();
    } catch (SQLException e) {
      throw SqliteFault.from(e);
    }
  }
}
