package dev.perdure.storage.sql;

import dev.perdure.storage.sql.Program.Root;
import dev.perdure.storage.sql.Tokens.Token;
import dev.perdure.storage.sqlite.Database;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a guest's statement may do, by what SQLite compiles it to: the kind of statement,
 * the functions it calls, the tables and indexes whose pages it opens, those of triggers and
 * foreign keys included. Text decides only where SQLite shows nothing else, and there by its
 * tokens, of which the first begins the text: PRAGMA, which may act when it is compiled, and the
 * module of a virtual table. What a change of the schema did is looked at before it is kept.
 * Confined like the database.
 */
public final class Guard {
  private static final Set<String> MODULES = Set.of("fts5", "fts5vocab", "rtree", "rtree_i32");

  /** Tables of SQLite's inside that the platform does not have. */
  private static final Set<String> INSIDE =
      Set.of("bytecode", "dbstat", "fts3tokenize", "sqlite_dbpage", "sqlite_stmt", "tables_used");

  private static final Set<String> TRANSACTIONS = Set.of("AutoCommit", "Savepoint");

  /** What no statement that guests may run compiles to, whatever version of SQLite made it. */
  private static final Set<String> NEVER = Set.of("Checkpoint", "IncrVacuum", "MaxPgcnt");

  private final Database database;
  private @Nullable Schema schema;

  /** Guards statements on one database. */
  public Guard(Database database) {
    this.database = database;
  }

  /** Forgets what is known of the tables; call it when they may have changed. */
  public void schemaChanged() {
    schema = null;
  }

  /**
   * Refuses PRAGMAs; must be asked before SQLite compiles the statement.
   *
   * @param sql begins with its first token
   * @return null where the statement is no PRAGMA, and {@link #check} must be asked too
   */
  public @Nullable Verdict checkPragma(String sql) {
    Tokens tokens = Tokens.of(sql);
    int first = explained(tokens);
    if (!tokens.word(first).equals("pragma")) {
      return null;
    }
    Pragma pragma = Pragma.parse(tokens, first);
    if (pragma == null || !pragma.isAllowed()) {
      throw SqlRefusal.notAuthorized();
    }
    return new Verdict(
        pragma.writes(),
        false,
        pragma.writes(),
        first == 0 ? RowCount.ofPragma(pragma.name()) : RowCount.NONE,
        first == 0 ? pragma.mindsCase() : null);
  }

  /**
   * Refuses what a guest may not do.
   *
   * @param sql begins with its first token, and SQLite compiles it without error
   */
  public Verdict check(String sql) {
    Tokens tokens = Tokens.of(sql);
    int first = explained(tokens);
    String inner = first == 0 ? sql : sql.substring(tokens.list().get(first).start());
    Program program = Program.of(database, inner);
    checkKind(program, tokens, first);
    checkFunctions(program, tokens, sql);
    checkTables(program, tokens);
    checkModules(program, tokens, first);
    if (first != 0) {
      return new Verdict(false, false, false, RowCount.NONE);
    }
    return new Verdict(
        program.writes(),
        program.changesSchema(),
        program.has("LoadAnalysis"),
        RowCount.of(program, tokens));
  }

  /**
   * Runs a statement that changes the schema, and takes it back where it touched a reserved name.
   */
  public void runChange(Runnable statement) {
    List<String> before = Schema.reserved(database);
    database.run("SAVEPOINT _cf_change");
    boolean kept = false;
    try {
      statement.run();
      schemaChanged();
      if (!Schema.reserved(database).equals(before)) {
        throw SqlRefusal.notAuthorized();
      }
      kept = true;
    } finally {
      schemaChanged();
      if (!kept) {
        database.run("ROLLBACK TO _cf_change");
      }
      database.run("RELEASE _cf_change");
    }
  }

  /** Drops what only our SQLite gathers: samples of keys, which the platform's does not have. */
  public void dropSamples() {
    database.run("DROP TABLE IF EXISTS sqlite_stat4");
    schemaChanged();
  }

  private static int explained(Tokens tokens) {
    if (!tokens.word(0).equals("explain")) {
      return 0;
    }
    return tokens.word(1).equals("query") && tokens.word(2).equals("plan") ? 3 : 1;
  }

  private static void checkKind(Program program, Tokens tokens, int first) {
    if (TRANSACTIONS.stream().anyMatch(program::has)) {
      throw SqlRefusal.transaction();
    }
    if (program.has("Vacuum")) {
      throw SqlRefusal.error("cannot VACUUM from within a transaction");
    }
    boolean alters = tokens.word(first).equals("alter");
    if (program.setsJournalMode()
        || NEVER.stream().anyMatch(program::has)
        || (program.writesTemporary() && !alters)) {
      throw SqlRefusal.notAuthorized();
    }
    for (String name : program.functions()) {
      if (name.equals("sqlite_attach") || name.equals("sqlite_detach")) {
        throw SqlRefusal.notAuthorized();
      }
    }
  }

  private static void checkFunctions(Program program, Tokens tokens, String sql) {
    for (String name : program.functions()) {
      if (!AllowedFunctions.contains(name)) {
        String what =
            AllowedFunctions.isForbidden(name)
                ? "not authorized to use function: "
                : "no such function: ";
        throw SqlRefusal.error(what + name + ErrorOffset.ofName(tokens, sql, name));
      }
    }
  }

  private void checkTables(Program program, Tokens tokens) {
    String read = null;
    for (Root root : program.roots()) {
      String table = table(root.page());
      if (Names.isReserved(table)) {
        if (root.written()) {
          throw SqlRefusal.notAuthorized();
        }
        read = table;
      }
      if (root.written() && known().shadows().contains(table)) {
        String what = program.has("DropTable") ? " may not be dropped" : " may not be modified";
        throw SqlRefusal.error("table " + table + what);
      }
    }
    if (read != null && !program.has("LoadAnalysis")) {
      throw prohibited(program, tokens, read);
    }
  }

  private SqlRefusal prohibited(Program program, Tokens tokens, String table) {
    if (program.has("Count") || program.changesSchema()) {
      return SqlRefusal.notAuthorized();
    }
    List<String> columns = Schema.columns(database, table);
    for (Token token : tokens.list()) {
      for (String column : columns) {
        if (token.isName() && token.name().equalsIgnoreCase(column)) {
          return SqlRefusal.access(table, column);
        }
      }
    }
    return SqlRefusal.access(table, columns.isEmpty() ? "" : columns.getFirst());
  }

  /** The table that begins on a page; a page nobody knows is refused. */
  private String table(int page) {
    String table = known().table(page);
    if (table == null) {
      schemaChanged();
      table = known().table(page);
    }
    if (table == null) {
      throw SqlRefusal.notAuthorized();
    }
    return table;
  }

  private Schema known() {
    if (schema == null) {
      schema = Schema.of(database);
    }
    return schema;
  }

  private static void checkModules(Program program, Tokens tokens, int first) {
    if (program.has("VCreate")) {
      checkNewModule(tokens, first);
    }
    if (program.has("VOpen")) {
      for (int i = 0; i < tokens.size(); i++) {
        if (tokens.list().get(i).isName()) {
          checkTableFunction(tokens, i);
        }
      }
    }
  }

  /** {@code CREATE VIRTUAL TABLE [IF NOT EXISTS] [schema.]name USING module(arguments)}. */
  private static void checkNewModule(Tokens tokens, int first) {
    int at = first + 3;
    if (tokens.word(at).equals("if")) {
      at += 3;
    }
    at += tokens.name(at + 1).equals(".") ? 3 : 1;
    String module = Names.folded(tokens.name(at + 1));
    if (!tokens.word(at).equals("using") || !MODULES.contains(module)) {
      throw SqlRefusal.notAuthorized();
    }
    for (Token token : tokens.list()) {
      if (token.isName() && Names.isReserved(token.name())) {
        throw SqlRefusal.notAuthorized();
      }
    }
  }

  /**
   * A table that SQLite makes on the fly is opened by its module, whose name the program does not
   * show; but it can only be meant by a token that is its name.
   */
  private static void checkTableFunction(Tokens tokens, int at) {
    String name = Names.folded(tokens.name(at));
    if (INSIDE.contains(name)) {
      throw SqlRefusal.error("no such table: " + name);
    }
    if (!name.startsWith("pragma_")) {
      return;
    }
    boolean reserved = tokens.name(at + 1).equals("(") && Names.isReserved(tokens.name(at + 2));
    if (reserved || !Pragma.isAllowedTable(name.substring("pragma_".length()))) {
      throw SqlRefusal.notAuthorized();
    }
  }
}
