package dev.perdure.storage.sql;

import dev.perdure.storage.sql.SqlScanner.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a string of several statements where SQLite would. A trigger ends with the {@code END} that
 * follows a semicolon, as in SQLite's {@code sqlite3_complete}.
 */
public final class SqlSplitter {
  private enum State {
    START,
    EXPLAIN,
    CREATE,
    PLAIN,
    TRIGGER,
    TRIGGER_SEMICOLON,
    TRIGGER_END
  }

  private SqlSplitter() {}

  /**
   * The statements of {@code sql}, each with its semicolon. The last may be empty of statements,
   * where a comment or a semicolon follows the last one, and the list is never empty.
   */
  public static List<String> split(String sql) {
    int from = 0;
    List<String> statements = new ArrayList<>(1);
    while (true) {
      int complete = completeEnd(sql, from);
      int end = complete < 0 ? sql.length() : complete;
      int rest = skipBlank(sql, end);
      if (rest == sql.length()) {
        statements.add(from == 0 ? sql : sql.substring(from));
        return statements;
      }
      statements.add(sql.substring(from, end));
      from = rest;
    }
  }

  /** The statement from its first token on; empty where there is none. */
  public static String withoutLeadingBlank(String statement) {
    SqlScanner scanner = new SqlScanner(statement, 0);
    while (scanner.next()) {
      if (scanner.kind() != Kind.SPACE && scanner.kind() != Kind.SEMICOLON) {
        return scanner.start() == 0 ? statement : statement.substring(scanner.start());
      }
    }
    return "";
  }

  /** The end of the first statement, its semicolon included; -1 where there is none. */
  public static int completeEnd(String sql, int from) {
    SqlScanner scanner = new SqlScanner(sql, from);
    State state = State.START;
    while (scanner.next()) {
      if (scanner.kind() == Kind.SPACE) {
        continue;
      }
      boolean semicolon = scanner.kind() == Kind.SEMICOLON;
      if (semicolon
          && state != State.START
          && state != State.TRIGGER
          && state != State.TRIGGER_SEMICOLON) {
        return scanner.end();
      }
      state = next(state, scanner, semicolon);
    }
    return -1;
  }

  private static State next(State state, SqlScanner token, boolean semicolon) {
    return switch (state) {
      case START -> {
        if (semicolon) {
          yield State.START;
        }
        yield token.is("explain") ? State.EXPLAIN : token.is("create") ? State.CREATE : State.PLAIN;
      }
      case EXPLAIN ->
          token.is("create")
              ? State.CREATE
              : token.is("query") || token.is("plan") ? State.EXPLAIN : State.PLAIN;
      case CREATE ->
          token.is("trigger")
              ? State.TRIGGER
              : token.is("temp") || token.is("temporary") ? State.CREATE : State.PLAIN;
      case PLAIN -> State.PLAIN;
      case TRIGGER -> semicolon ? State.TRIGGER_SEMICOLON : State.TRIGGER;
      case TRIGGER_SEMICOLON ->
          semicolon ? State.TRIGGER_SEMICOLON : token.is("end") ? State.TRIGGER_END : State.TRIGGER;
      case TRIGGER_END -> State.TRIGGER;
    };
  }

  private static int skipBlank(String sql, int from) {
    int i = from;
    while (i < sql.length() && " \t\n\r\u000b\f".indexOf(sql.charAt(i)) >= 0) {
      i++;
    }
    return i;
  }
}
