package dev.perdure.storage;

import dev.perdure.storage.sqlite.Database;
import dev.perdure.storage.sqlite.Statement;
import java.util.ArrayList;
import java.util.List;

/** Takes everything out of a database, inside the transaction that is open. */
final class Erasure {
  private static final String VIRTUAL_FIRST =
      """
      SELECT type, name FROM sqlite_schema
      WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
      ORDER BY type = 'view' DESC, sql LIKE 'CREATE VIRTUAL%' DESC
      """;

  private Erasure() {}

  static void eraseAll(Database database) {
    database.run("PRAGMA defer_foreign_keys = ON");
    List<String> drops = new ArrayList<>();
    try (Statement tables = database.prepare(VIRTUAL_FIRST)) {
      while (tables.step()) {
        String name = tables.text(1).replace("\"", "\"\"");
        drops.add("DROP " + tables.text(0) + " IF EXISTS \"" + name + "\"");
      }
    }
    drops.forEach(database::run);
  }
}
