package dev.perdure.storage;

import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Makes statements that follow SQLite's grammar, over tables of the guest and of the host. */
final class SqlGrammar {
  private static final String[] TABLES = {
    "t", "u", "v", "f", "r", "t", "u", "q", "_cf_KV", "_cf_METADATA", "sqlite_schema", "main.t"
  };
  private static final String[] COLUMNS = {"a", "b", "c", "key", "value", "rowid", "name", "sql"};
  private static final String[] LITERALS = {
    "1", "-2", "3.5", "NULL", "'x'", "'k'", "x'00'", "'_cf_KV'", "current_timestamp", "''"
  };
  private static final String[] FUNCTIONS = {
    "count",
    "max",
    "min",
    "sum",
    "total",
    "length",
    "hex",
    "quote",
    "typeof",
    "coalesce",
    "group_concat",
    "json_extract",
    "json_group_array",
    "printf",
    "substr",
    "upper",
    "abs",
    "zeroblob",
    "load_extension",
    "readfile",
    "writefile",
    "sqlite_version",
    "sqlite_offset",
    "fts3_tokenizer",
    "fts5",
    "highlight",
    "rtreenode",
    "rtreedepth",
    "unixepoch",
    "likelihood",
    "edit",
    "eval",
    "randomblob",
    "iif"
  };
  private static final String[] TABLE_FUNCTIONS = {
    "json_each('[1,2]')",
    "json_tree('{}')",
    "pragma_table_info('_cf_KV')",
    "pragma_table_info('t')",
    "pragma_table_list",
    "pragma_index_list('t')",
    "sqlite_dbpage",
    "dbstat",
    "sqlite_stmt",
    "bytecode('SELECT 1')",
    "tables_used('SELECT * FROM _cf_KV')",
    "pragma_database_list",
    "generate_series(1,3)",
    "fts5vocab",
    "pragma_journal_mode",
    "pragma_compile_options"
  };
  private static final String[] MODULES = {
    "fts5(a)",
    "fts5(a, content='_cf_KV')",
    "fts5(a, content=t, content_rowid=a)",
    "fts4(a)",
    "rtree(id, x0, x1)",
    "rtree_i32(id, x0, x1)",
    "dbstat",
    "fts5vocab(_cf_KV, 'row')",
    "fts5vocab(f, 'row')",
    "sqlite_dbpage",
    "csv(filename='/etc/passwd')",
    "fts5(a, content=\"_cf_KV\")"
  };
  private static final String[] PRAGMAS = {
    "journal_mode = DELETE",
    "writable_schema = 1",
    "writable_schema(reset)",
    "foreign_keys = off",
    "table_info(_cf_KV)",
    "table_xinfo('_cf_KV')",
    "index_list(_cf_KV)",
    "quick_check(_cf_KV)",
    "quick_check",
    "optimize",
    "temp_store = 2",
    "temp_store_directory = '/tmp'",
    "locking_mode = NORMAL",
    "wal_checkpoint(TRUNCATE)",
    "user_version = 3",
    "synchronous = OFF",
    "data_version",
    "defer_foreign_keys = off",
    "recursive_triggers = on",
    "trusted_schema = on",
    "cell_size_check = on",
    "incremental_vacuum",
    "main.journal_mode = OFF",
    "mmap_size = 1000000",
    "encoding = 'UTF-16'"
  };
  private static final String[] OPERATORS = {
    "+", "||", "=", "<", "IS", "IS NOT", "AND", "OR", "LIKE", "GLOB", "->>", "%", "<<"
  };
  private static final String[] WHOLES = {
    "VACUUM",
    "VACUUM INTO 'f'",
    "ATTACH 'f' AS x",
    "ATTACH ':memory:' AS x",
    "DETACH main",
    "BEGIN",
    "COMMIT",
    "ROLLBACK",
    "SAVEPOINT s",
    "RELEASE s",
    "END",
    "ANALYZE",
    "ANALYZE _cf_KV",
    "REINDEX",
    "ANALYZE sqlite_schema",
    "REINDEX _cf_KV",
    "ROLLBACK TO _cf_change",
    "RELEASE _cf_change"
  };

  private final Random random;
  private int names;

  SqlGrammar(Random random) {
    this.random = random;
  }

  private String one(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private boolean chance(int in) {
    return random.nextInt(in) == 0;
  }

  /** One statement, now and then explained, or several. */
  String statement() {
    String text = single();
    if (chance(20)) {
      text = one("EXPLAIN ", "EXPLAIN QUERY PLAN ", "/* x */ ", "-- y\n", " \n") + text;
    }
    return chance(15) ? text + "; " + single() : text;
  }

  private String single() {
    return switch (random.nextInt(16)) {
      case 0, 1, 2, 3 -> with() + select(3);
      case 4, 5, 6 -> with() + insert();
      case 7 ->
          with()
              + "UPDATE "
              + one("", "OR IGNORE ", "OR REPLACE ")
              + table()
              + " SET "
              + one(COLUMNS)
              + " = "
              + expression(2)
              + from()
              + where(2)
              + returning();
      case 8 -> with() + "DELETE FROM " + table() + where(2) + returning();
      case 9 -> createTable();
      case 10 -> "CREATE VIEW " + fresh() + " AS " + select(2);
      case 11 -> trigger();
      case 12 -> alter();
      case 13 -> "PRAGMA " + one(PRAGMAS);
      case 14 -> one("CREATE VIRTUAL TABLE " + fresh() + " USING " + one(MODULES), index(), drop());
      default -> one(WHOLES);
    };
  }

  private String fresh() {
    names++;
    return chance(8) ? quoted("_cf_" + one("x", "KV", "METADATA")) : "n" + names % 12;
  }

  private String quoted(String name) {
    return switch (random.nextInt(6)) {
      case 0 -> '"' + name + '"';
      case 1 -> '[' + name + ']';
      case 2 -> '`' + name + '`';
      case 3 -> name.toUpperCase(java.util.Locale.ROOT);
      case 4 -> "main." + name;
      default -> name;
    };
  }

  private String table() {
    String name = chance(5) ? "n" + random.nextInt(12) : one(TABLES);
    return name.startsWith("_cf_") ? quoted(name) : name;
  }

  private String with() {
    if (!chance(5)) {
      return "";
    }
    return chance(4)
        ? "WITH " + one("_cf_KV", "t") + "(a, key) AS (VALUES (1, 'k'), (2, 'x')) "
        : "WITH q AS " + one("", "MATERIALIZED ") + "(" + select(1) + ") ";
  }

  private String select(int depth) {
    StringBuilder sql = new StringBuilder("SELECT ").append(one("", "", "DISTINCT "));
    sql.append(chance(3) ? "*" : list(1 + random.nextInt(2), depth));
    if (!chance(5)) {
      sql.append(" FROM ").append(source(depth));
      if (chance(3)) {
        sql.append(one(", ", " JOIN ", " LEFT JOIN ", " NATURAL JOIN ")).append(source(depth));
      }
    }
    sql.append(where(depth));
    if (chance(5)) {
      sql.append(" GROUP BY ").append(expression(1)).append(one("", " HAVING " + expression(1)));
    }
    if (depth > 0 && chance(6)) {
      return sql.append(one(" UNION ", " UNION ALL ", " EXCEPT ", " INTERSECT "))
          .append(select(depth - 1))
          .toString();
    }
    if (chance(5)) {
      sql.append(" ORDER BY ").append(expression(depth - 1));
    }
    return sql.append(chance(5) ? " LIMIT 5" : "").toString();
  }

  private String list(int count, int depth) {
    return IntStream.range(0, count)
        .mapToObj(i -> expression(depth) + one("", "", " AS x" + i))
        .collect(Collectors.joining(", "));
  }

  private String source(int depth) {
    if (depth > 0 && chance(4)) {
      return "(" + select(depth - 1) + ")";
    }
    return chance(6) ? one(TABLE_FUNCTIONS) : table() + one("", "", " AS z");
  }

  private String where(int depth) {
    return chance(2) ? "" : " WHERE " + expression(depth);
  }

  private String from() {
    return chance(5) ? " FROM " + table() + " AS w" : "";
  }

  private String returning() {
    return chance(4) ? " RETURNING " + expression(2) : "";
  }

  private String expression(int depth) {
    if (depth <= 0) {
      return chance(2) ? one(COLUMNS) : one(LITERALS);
    }
    return switch (random.nextInt(10)) {
      case 0, 1 -> one(COLUMNS);
      case 2 -> one(LITERALS);
      case 3, 4 -> expression(depth - 1) + " " + one(OPERATORS) + " " + expression(depth - 1);
      case 5 ->
          one(FUNCTIONS)
              + "("
              + expression(depth - 1)
              + one("", "", ", 1")
              + ")"
              + one("", "", "", " OVER (ORDER BY 1)", " FILTER (WHERE 1)");
      case 6 -> "(" + select(depth - 1) + ")";
      case 7 -> one("EXISTS (", "NOT EXISTS (") + select(depth - 1) + ")";
      case 8 ->
          expression(depth - 1) + " IN " + one("(" + select(depth - 1) + ")", table(), "(1, 2)");
      default -> "CASE WHEN " + expression(depth - 1) + " THEN " + expression(depth - 1) + " END";
    };
  }

  private String insert() {
    String into =
        one("INSERT", "INSERT OR IGNORE", "REPLACE", "INSERT OR FAIL") + " INTO " + table();
    String columns = chance(2) ? "(" + one("a", "b", "key", "value") + ")" : "";
    String rows =
        chance(2)
            ? " VALUES (" + list(columns.isEmpty() ? 3 : 1, 1) + ")"
            : " SELECT * FROM (" + select(2) + ") LIMIT 5";
    String conflict =
        chance(5) ? " ON CONFLICT DO " + one("NOTHING", "UPDATE SET b = " + expression(1)) : "";
    return into + columns + rows + conflict + returning();
  }

  private String createTable() {
    if (chance(3)) {
      return "CREATE TABLE " + fresh() + " AS " + select(2);
    }
    return "CREATE "
        + one("", "", "", "TEMP ")
        + "TABLE "
        + one("", "IF NOT EXISTS ")
        + fresh()
        + "(a "
        + one("", "INTEGER PRIMARY KEY", "TEXT UNIQUE")
        + ", b DEFAULT ("
        + one(LITERALS)
        + ")"
        + one(
            "",
            ", c AS (" + expression(1) + ")",
            ", CHECK (" + expression(1) + ")",
            ", FOREIGN KEY (b) REFERENCES " + table() + "(" + one(COLUMNS) + ") ON DELETE CASCADE")
        + ")"
        + one("", "", " WITHOUT ROWID", " STRICT");
  }

  private String trigger() {
    return "CREATE "
        + one("", "", "TEMP ")
        + "TRIGGER "
        + fresh()
        + " "
        + one("AFTER", "BEFORE", "INSTEAD OF")
        + " "
        + one("INSERT", "UPDATE", "DELETE")
        + " ON "
        + table()
        + one("", " WHEN " + expression(1))
        + " BEGIN "
        + one(
            insert(),
            "DELETE FROM " + table() + where(1),
            select(1),
            "UPDATE " + table() + " SET b = " + expression(1))
        + "; END";
  }

  private String alter() {
    return "ALTER TABLE "
        + table()
        + " "
        + one(
            "RENAME TO " + fresh(),
            "ADD COLUMN d DEFAULT (1)",
            "RENAME COLUMN b TO bb",
            "DROP COLUMN b",
            "RENAME COLUMN value TO v");
  }

  private String index() {
    return "CREATE "
        + one("", "UNIQUE ")
        + "INDEX "
        + fresh()
        + " ON "
        + table()
        + "("
        + expression(1)
        + ")"
        + where(1);
  }

  private String drop() {
    return "DROP "
        + one("TABLE", "VIEW", "INDEX", "TRIGGER")
        + one(" ", " IF EXISTS ")
        + one("n" + random.nextInt(12), quoted("_cf_KV"), quoted("_cf_METADATA"));
  }
}
