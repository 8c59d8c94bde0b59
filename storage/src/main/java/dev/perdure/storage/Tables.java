package dev.perdure.storage;

import dev.perdure.storage.sqlite.Statement;

/** Questions about the tables of a database. */
final class Tables {
  private static final String EXISTS =
      "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?";

  private Tables() {}

  static boolean none(Statements statements) {
    Statement any = statements.of("SELECT 1 FROM sqlite_schema LIMIT 1");
    try {
      return !any.step();
    } finally {
      any.reset();
    }
  }

  static boolean exists(Statements statements, String table) {
    Statement exists = statements.of(EXISTS).bind(1, table);
    try {
      return exists.step();
    } finally {
      exists.reset();
    }
  }
}
