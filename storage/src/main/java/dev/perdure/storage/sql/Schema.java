package dev.perdure.storage.sql;

import dev.perdure.storage.sqlite.Database;
import dev.perdure.storage.sqlite.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which table begins on which page.
 *
 * @param tables the table of each root page, the one that an index belongs to included
 * @param shadows the tables that a virtual table keeps its data in
 */
record Schema(Map<Integer, String> tables, Set<String> shadows) {
  private static final int SCHEMA_PAGE = 1;
  private static final String PAGES = "SELECT rootpage, tbl_name FROM sqlite_schema";
  private static final String SHADOWS =
      "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'shadow'";
  private static final String VIRTUAL =
      "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND rootpage = 0";

  Schema {
    tables = Map.copyOf(tables);
    shadows = Set.copyOf(shadows);
  }

  static Schema of(Database database) {
    Map<Integer, String> tables = new HashMap<>();
    tables.put(SCHEMA_PAGE, "sqlite_schema");
    try (Statement pages = database.prepare(PAGES)) {
      while (pages.step()) {
        tables.put((int) pages.integer(0), pages.text(1));
      }
    }
    Set<String> shadows = new HashSet<>();
    if (database.number(VIRTUAL) > 0) {
      try (Statement names = database.prepare(SHADOWS)) {
        while (names.step()) {
          shadows.add(names.text(0));
        }
      }
    }
    return new Schema(tables, shadows);
  }

  @Nullable String table(int page) {
    return tables.get(page);
  }

  /**
   * Everything in the schema that has to do with a reserved name, to compare before and after; a
   * foreign key to a table of the host would make the host's own writes fail.
   */
  static List<String> reserved(Database database) {
    String sql =
        """
        SELECT type || ' ' || name || ' ' || tbl_name || ' ' || rootpage || ' ' || ifnull(sql, '')
        FROM sqlite_schema
        WHERE lower(substr(name, 1, 4)) = '_cf_' OR lower(substr(tbl_name, 1, 4)) = '_cf_'
        UNION ALL
        SELECT 'reference ' || name || ' ' || parents."table"
        FROM sqlite_schema, pragma_foreign_key_list(name) AS parents
        WHERE type = 'table' AND rootpage <> 0 AND instr(lower(sql), 'references') > 0
          AND lower(substr(parents."table", 1, 4)) = '_cf_'
        ORDER BY 1
        """;
    List<String> rows = new ArrayList<>();
    try (Statement statement = database.prepare(sql)) {
      while (statement.step()) {
        rows.add(statement.text(0));
      }
    }
    return rows;
  }

  /** The names of a table's columns. */
  static List<String> columns(Database database, String table) {
    List<String> names = new ArrayList<>();
    try (Statement columns = database.prepare("SELECT name FROM pragma_table_info(?)")) {
      columns.bind(1, table);
      while (columns.step()) {
        names.add(columns.text(0));
      }
    }
    return names;
  }
}
