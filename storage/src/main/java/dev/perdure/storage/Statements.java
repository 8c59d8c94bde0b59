package dev.perdure.storage;

import dev.perdure.storage.sqlite.Database;
import dev.perdure.storage.sqlite.Statement;
import java.util.HashMap;
import java.util.Map;

/** Our own statements on one database, compiled when first used. Confined like the database. */
final class Statements implements AutoCloseable {
  private final Database database;
  private final Map<String, Statement> compiled = new HashMap<>();

  Statements(Database database) {
    this.database = database;
  }

  /** The statement, ready to be bound; it must be reset before it is asked for again. */
  Statement of(String sql) {
    Statement known = compiled.get(sql);
    if (known == null || !known.usable()) {
      known = database.prepare(sql);
      compiled.put(sql, known);
    }
    return known;
  }

  @Override
  public void close() {
    compiled.values().forEach(Statement::close);
    compiled.clear();
  }
}
