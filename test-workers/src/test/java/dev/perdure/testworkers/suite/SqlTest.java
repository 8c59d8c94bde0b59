package dev.perdure.testworkers.suite;

import static dev.perdure.testworkers.harness.TestHost.error;
import static java.util.Collections.nCopies;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.perdure.testworkers.behaviour.Behaviour;
import dev.perdure.testworkers.harness.TestHost;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SqlTest {
  private static final String NONE =
      "Expected exactly one result from SQL query, but got no results.";
  private static final String MANY =
      "Expected exactly one result from SQL query, but got multiple results.";
  private static final String NO_STATEMENT = "Error: SQL code did not contain a statement.";
  private static final String NOT_AUTHORIZED = "Error: not authorized: SQLITE_AUTH";
  private static final List<Object> DONE = List.of();

  @RegisterExtension static final TestHost HOST = TestHost.of("sql");

  /**
   * What statements answer that a new object runs one after the other: the rows of each, or the
   * text of its error. A statement with bindings is a list.
   */
  private static List<?> answers(Object... statements) {
    try {
      String body = new ObjectMapper().writeValueAsString(statements);
      Map<?, ?> answer =
          (Map<?, ?>)
              HOST.fetch(HOST.request("/statements").POST(BodyPublishers.ofString(body))).json();
      return (List<?>) Objects.requireNonNull(answer.get("value"));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static Object lastAnswer(Object... statements) {
    return answers(statements).getLast();
  }

  private static List<?> row(@Nullable Object... values) {
    return Arrays.asList(values);
  }

  private static List<?> rowsOf(@Nullable Object... values) {
    return List.of(row(values));
  }

  @Test
  @Behaviour({"SQL-001", "SQL-024"})
  void execRunsAtOnceAndGivesACursor() {
    assertThat(HOST.run("execRunsAtOnce")).isEqualTo(List.of("function", "[object Cursor]", 1));
    assertThat(HOST.run("unreadWrite")).isEqualTo(Map.of("b", "NINE"));
  }

  @Test
  @Behaviour("SQL-002")
  void onlyClassesBackedBySqliteHaveSql() {
    Map<String, Object> refusal =
        error(
            "Error",
            "SQL is not enabled for this Durable Object class. To enable it, change `new_classes`"
                + " to `new_sqlite_classes` within the 'migrations' field in your wrangler.jsonc or"
                + " wrangler.toml file. If using workerd directly,set `enableSql = true` in your"
                + " workerd config for the class. Note that this change cannot be made after the"
                + " class is already deployed to production.");
    assertThat(HOST.run("refusals"))
        .isEqualTo(List.of(refusal, error("Error", "Durable Object is not backed by SQL.")));
  }

  @Test
  @Behaviour({"SQL-003", "SQL-004"})
  void bindingsFillPlaceholdersInOrderAndNeitherMayBeLeftOver() {
    assertThat(HOST.run("placeholders")).hasToString("{a=1, b=two, c=null}");
    assertThat(HOST.run("wrongBindings"))
        .isEqualTo(nCopies(3, error("Error", "Wrong number of parameter bindings for SQL query.")));
  }

  @Test
  @Behaviour("SQL-085")
  void numberedPlaceholdersWorkAndNamedOnesAreBoundByPosition() {
    assertThat(answers(List.of("SELECT ?2, ?1, ?2", 1, 2), List.of("SELECT :a, @b, $c", 1, 2, 3)))
        .isEqualTo(List.of(rowsOf(2, 1, 2), rowsOf(1, 2, 3)));
  }

  @Test
  @Behaviour("SQL-005")
  void allStatementsRunAndTheLastOneHasTheBindingsAndTheCursor() {
    assertThat(HOST.run("severalStatements"))
        .isEqualTo(
            List.of(
                List.of(),
                List.of(Map.of("a", 6)),
                error(
                    "Error",
                    "When executing multiple SQL statements in a single call, only the last"
                        + " statement can have parameters."),
                2));
  }

  @Test
  @Behaviour({"SQL-006", "SQL-007"})
  void thereMustBeAStatementAndNothingButBlanksAfterIt() {
    assertThat(
            answers(
                "",
                ";",
                "  \n ",
                "-- nothing",
                "/* nothing */",
                "SELECT 1; -- the end",
                "SELECT 1;  \n",
                "SELECT 1 -- one"))
        .isEqualTo(
            List.of(
                NO_STATEMENT,
                NO_STATEMENT,
                NO_STATEMENT,
                NO_STATEMENT,
                NO_STATEMENT,
                NO_STATEMENT,
                rowsOf(1),
                rowsOf(1)));
  }

  @Test
  @Behaviour({"SQL-008", "SQL-009"})
  void errorsHaveTheTextOfSqlite() {
    assertThat(
            answers(
                "SELEC 1",
                "SELECT 1 FROM",
                "SELECT * FROM missing",
                "SELECT missing FROM made",
                "SELECT missing(1)"))
        .isEqualTo(
            List.of(
                "Error: near \"SELEC\": syntax error at offset 0: SQLITE_ERROR",
                "Error: incomplete input: SQLITE_ERROR",
                "Error: no such table: missing: SQLITE_ERROR",
                "Error: no such column: missing at offset 7: SQLITE_ERROR",
                "Error: no such function: missing at offset 7: SQLITE_ERROR"));
  }

  @Test
  @Behaviour({"SQL-010", "SQL-055"})
  void aViolatedConstraintChangesNothing() {
    String prefix = ": SQLITE_CONSTRAINT (extended: SQLITE_CONSTRAINT_";
    assertThat(HOST.run("constraints"))
        .isEqualTo(
            List.of(
                List.of(
                    "UNIQUE constraint failed: p.u" + prefix + "UNIQUE)",
                    "UNIQUE constraint failed: p.a" + prefix + "PRIMARYKEY)",
                    "CHECK constraint failed: c > 0" + prefix + "CHECK)",
                    "NOT NULL constraint failed: p.n" + prefix + "NOTNULL)",
                    "FOREIGN KEY constraint failed" + prefix + "FOREIGNKEY)"),
                Map.of("p", 1, "f", 0)));
  }

  @Test
  @Behaviour("SQL-055")
  void foreignKeysCanBeCheckedAtTheEndOfATransaction() {
    assertThat(HOST.run("deferredKeys"))
        .isEqualTo(
            List.of(
                "FOREIGN KEY constraint failed: SQLITE_CONSTRAINT (extended:"
                    + " SQLITE_CONSTRAINT_FOREIGNKEY)",
                1));
  }

  @Test
  @Behaviour("SQL-056")
  void aViolationThatIsLeftAtTheEndOfATurnResetsTheObject() {
    List<?> seen = (List<?>) HOST.run("failing", "case=leaveViolation");
    String text =
        "Durable Object was reset and rolled back to its last known good state because the"
            + " application left the database in a state where constraints were violated: FOREIGN"
            + " KEY constraint failed: SQLITE_CONSTRAINT (extended: SQLITE_CONSTRAINT_FOREIGNKEY)";
    assertThat(((Map<?, ?>) seen.getFirst()).get("message")).isEqualTo(text);
    assertThat(seen.subList(1, 3)).isEqualTo(List.of(text, List.of("made", "p", "f")));
  }

  @Test
  @Behaviour("SQL-011")
  void aFailedStatementLeavesTheOthersOfItsEvent() {
    assertThat(HOST.run("failedStatement"))
        .isEqualTo(
            List.of(
                error(
                    "Error",
                    "UNIQUE constraint failed: t.a: SQLITE_CONSTRAINT (extended:"
                        + " SQLITE_CONSTRAINT_UNIQUE)"),
                List.of(1, 3)));
  }

  @Test
  @Behaviour("SQL-012")
  void aCursorIteratesObjects() {
    assertThat(HOST.run("iteration"))
        .isEqualTo(
            List.of(
                Map.of("a", 1, "b", "one"),
                Map.of("a", 2, "b", "two"),
                Map.of("a", 3, "b", "three")));
  }

  @Test
  @Behaviour("SQL-013")
  void nextGivesRowByRow() {
    Map<String, Object> end = Map.of("done", true);
    assertThat(HOST.run("next"))
        .isEqualTo(
            List.of(
                Map.of("done", false, "value", Map.of("a", 1)),
                Map.of("done", false, "value", Map.of("a", 2)),
                end,
                end));
  }

  @Test
  @Behaviour({"SQL-014", "SQL-015"})
  void arraysHoldTheRowsThatAreLeft() {
    List<?> rows = List.of(Map.of("a", 1), Map.of("a", 2), Map.of("a", 3));
    assertThat(HOST.run("arrays"))
        .isEqualTo(List.of(rows, rows, rows, rows.subList(1, 3), List.of()));
  }

  @Test
  @Behaviour({"SQL-016", "SQL-017"})
  void oneWantsExactlyOneRow() {
    assertThat(HOST.run("one"))
        .isEqualTo(List.of(Map.of("a", 7), error("Error", NONE), error("Error", MANY)));
  }

  @Test
  @Behaviour("SQL-018")
  void rawGivesRowsAsArrays() {
    assertThat(HOST.run("raw"))
        .isEqualTo(
            List.of(
                Map.of("done", false, "value", List.of(1, "one")),
                List.of(List.of(2, "two"), List.of(3, "three")),
                Map.of("done", true),
                List.of(List.of(1, 2))));
  }

  @Test
  @Behaviour("SQL-019")
  void rawAndItsCursorShareOnePosition() {
    assertThat(HOST.run("sharedPosition"))
        .isEqualTo(List.of(Map.of("a", 1), List.of(2), List.of(Map.of("a", 3)), List.of()));
  }

  @Test
  @Behaviour({"SQL-020", "SQL-084"})
  void columnNamesAreThoseOfTheResult() {
    List<String> names = List.of("b", "a", "b");
    assertThat(HOST.run("columnNames")).isEqualTo(List.of(names, names, List.of("z")));
    assertThat(HOST.run("withoutRows")).isEqualTo(nCopies(4, List.of()));
  }

  @Test
  @Behaviour("SQL-077")
  void columnsOfOneNameCollapseInObjectsOnly() {
    assertThat(HOST.run("duplicateNames"))
        .isEqualTo(List.of(List.of("z", "a"), Map.of("z", 3, "a", 2), List.of(List.of(1, 2, 3))));
  }

  /** The documentation says 1 after the first row; the real runtime is one row ahead. */
  @Test
  @Behaviour("SQL-021")
  void rowsReadGrowsWithTheIteration() {
    assertThat(HOST.run("rowsRead")).isEqualTo(List.of(2, 3));
  }

  @Test
  @Behaviour({"SQL-022", "SQL-073", "SQL-074"})
  void rowsWrittenCountsRowsAndTheEntriesOfIndexes() {
    assertThat(HOST.run("rowsWritten")).isEqualTo(List.of(List.of(2, 1, 1, 0), 2));
  }

  @Test
  @Behaviour("SQL-023")
  void writesCanReturnRows() {
    assertThat(HOST.run("returning"))
        .isEqualTo(
            List.of(
                List.of(Map.of("a", 4, "u", "FOUR"), Map.of("a", 5, "u", "FIVE")),
                List.of(List.of(4), List.of(5))));
  }

  @Test
  @Behaviour("SQL-025")
  void theSizeOfTheDatabaseCountsPagesInUse() {
    assertThat(HOST.run("databaseSize")).isEqualTo(List.of(true, 0, true, true));
  }

  @Test
  @Behaviour("SQL-026")
  void resultsHaveTheTypesOfTheirValues() {
    assertThat(HOST.run("results"))
        .isEqualTo(
            row("number", 1, "number", 1.5, "a", "[object ArrayBuffer]", List.of(1, 2), null));
  }

  @Test
  @Behaviour("SQL-027")
  void largeIntegersComeAsTheNearestNumber() {
    assertThat(HOST.run("largeIntegers")).isEqualTo(List.of("number", true, "number", true));
  }

  @Test
  @Behaviour("SQL-028")
  void bindingsHaveTheTypesOfTheirValues() {
    assertThat(HOST.run("bindings"))
        .isEqualTo(
            List.of(
                row("text", "text"),
                row(1.5, "real"),
                row(2, "real"),
                row(List.of(1, 2), "blob"),
                row(List.of(1, 2), "blob"),
                row(List.of(8), "blob"),
                row(null, "null"),
                row(null, "null"),
                row("", "text"),
                row("a\0b", "text"),
                row("\uD83D\uDE00", "text")));
  }

  @Test
  @Behaviour({"SQL-029", "SQL-030"})
  void booleansAreBoundAsText() {
    assertThat(HOST.run("booleans"))
        .isEqualTo(
            List.of(
                row("true", "text"),
                row("false", "text"),
                error(
                    "Error",
                    "cannot store TEXT value in INTEGER column strict_one.a: SQLITE_CONSTRAINT"
                        + " (extended: SQLITE_CONSTRAINT_DATATYPE)")));
  }

  @Test
  @Behaviour("SQL-031")
  void integersStayIntegersInTheirColumns() {
    assertThat(HOST.run("integers"))
        .isEqualTo(List.of(row(42, "integer"), row(1L << 40, "integer")));
  }

  @Test
  @Behaviour("SQL-032")
  void otherValuesAreBoundAsTheirText() {
    assertThat(HOST.run("strange"))
        .isEqualTo(
            List.of(
                error("TypeError", "Cannot convert a BigInt value to a number"),
                "TypeError",
                row("[object Object]", "text"),
                row("1,2", "text"),
                row("own", "text")));
  }

  @Test
  @Behaviour("SQL-033")
  void transactionsAreRefusedAndTheOtherWayNamed() {
    assertThat(
            answers(
                "BEGIN",
                "BEGIN IMMEDIATE",
                "COMMIT",
                "END",
                "ROLLBACK",
                "SAVEPOINT s",
                "RELEASE s",
                "ROLLBACK TO s"))
        .isEqualTo(
            nCopies(
                8,
                "Error: To execute a transaction, please use the state.storage.transaction() or"
                    + " state.storage.transactionSync() APIs instead of the SQL BEGIN TRANSACTION"
                    + " or SAVEPOINT statements. The JavaScript API is safer because it will"
                    + " automatically roll back on exceptions, and because it interacts correctly"
                    + " with Durable Objects' automatic atomic write coalescing."));
  }

  @Test
  @Behaviour({"SQL-034", "SQL-035"})
  void theHiddenTableCannotBeReached() {
    assertThat(HOST.run("hiddenPairs"))
        .isEqualTo(
            List.of(
                "access to _cf_KV.key is prohibited: SQLITE_AUTH",
                "not authorized: SQLITE_AUTH",
                List.of(List.of("async", "a"), List.of("sync", "s"))));
    assertThat(
            answers(
                "CREATE TABLE _cf_mine(a)",
                "CREATE TABLE _CF_mine(a)",
                "ALTER TABLE made RENAME TO _cf_made",
                "CREATE VIEW _cf_v AS SELECT 1"))
        .isEqualTo(nCopies(4, NOT_AUTHORIZED));
  }

  @Test
  @Behaviour("SQL-083")
  void theHiddenTableCannotBeReachedByDetours() {
    List<?> answers =
        answers(
            List.of("SELECT 1"),
            "CREATE VIEW v AS SELECT * FROM _cf_KV",
            "CREATE TRIGGER g AFTER INSERT ON made BEGIN DELETE FROM _cf_KV; END",
            "SELECT * FROM v",
            "INSERT INTO made VALUES (2)",
            "SELECT * FROM pragma_table_info('_cf_KV')",
            "PRAGMA table_info(_cf_KV)",
            "PRAGMA table_info('_CF_KV')");
    assertThat(answers.subList(3, 8))
        .allSatisfy(answer -> assertThat(answer.toString()).startsWith("Error: "));
  }

  @Test
  @Behaviour({"SQL-036", "SQL-040"})
  void pragmasThatAreNotListedAreRefused() {
    assertThat(
            answers(
                "PRAGMA user_version",
                "PRAGMA user_version = 1",
                "PRAGMA journal_mode",
                "PRAGMA journal_mode = DELETE",
                "PRAGMA max_page_count = 1",
                "PRAGMA page_size = 1024",
                "PRAGMA hard_heap_limit = 1",
                "PRAGMA writable_schema = 1",
                "PRAGMA integrity_check",
                "PRAGMA wal_checkpoint"))
        .isEqualTo(nCopies(10, NOT_AUTHORIZED));
  }

  @Test
  @Behaviour("SQL-037")
  void theSchemaCanBeAskedFor() {
    List<?> answers =
        answers(
            "CREATE TABLE p(a INTEGER PRIMARY KEY)",
            "CREATE TABLE t(a TEXT NOT NULL DEFAULT 'x', b REFERENCES p(a), c AS (a || b))",
            "CREATE INDEX i ON t(a)",
            "PRAGMA table_info(t)",
            "PRAGMA table_xinfo(t)",
            "SELECT name, ncol FROM pragma_table_list WHERE name IN ('p', 't') ORDER BY 1",
            "PRAGMA index_list(t)",
            "PRAGMA index_info(i)",
            "PRAGMA index_xinfo(i)",
            "PRAGMA foreign_key_list(t)",
            "PRAGMA foreign_key_check",
            "PRAGMA quick_check",
            "PRAGMA page_size",
            "SELECT count(*) FROM pragma_data_version");
    assertThat(answers)
        .isEqualTo(
            List.of(
                DONE,
                DONE,
                DONE,
                List.of(row(0, "a", "TEXT", 1, "'x'", 0), row(1, "b", "", 0, null, 0)),
                List.of(
                    row(0, "a", "TEXT", 1, "'x'", 0, 0),
                    row(1, "b", "", 0, null, 0, 0),
                    row(2, "c", "", 0, null, 0, 2)),
                List.of(row("p", 1), row("t", 3)),
                rowsOf(0, "i", 0, "c", 0),
                rowsOf(0, 0, "a"),
                List.of(row(0, 0, "a", 0, "BINARY", 1), row(1, -1, null, 0, "BINARY", 0)),
                rowsOf(0, 0, "p", "b", "a", "NO ACTION", "NO ACTION", "NONE"),
                DONE,
                rowsOf("ok"),
                rowsOf(4096),
                rowsOf(1)));
  }

  @Test
  @Behaviour("SQL-038")
  void booleanPragmasCanBeSet() {
    assertThat(
            answers(
                "PRAGMA foreign_keys",
                "PRAGMA defer_foreign_keys = true",
                "PRAGMA defer_foreign_keys",
                "PRAGMA ignore_check_constraints = 1",
                "CREATE TABLE c(a CHECK (a > 0))",
                "INSERT INTO c VALUES (-1)",
                "PRAGMA ignore_check_constraints = 0",
                "PRAGMA legacy_alter_table = yes",
                "PRAGMA legacy_alter_table",
                "PRAGMA recursive_triggers = on",
                "PRAGMA recursive_triggers",
                "PRAGMA reverse_unordered_selects = on",
                "PRAGMA reverse_unordered_selects"))
        .isEqualTo(
            List.of(
                rowsOf(1), DONE, rowsOf(1), DONE, DONE, DONE, DONE, DONE, rowsOf(1), DONE,
                rowsOf(1), DONE, rowsOf(1)));
  }

  @Test
  @Behaviour("SQL-038")
  void comparisonsWithPatternsCanMindTheCase() {
    assertThat(
            answers(
                "SELECT 'a' LIKE 'A'",
                "PRAGMA case_sensitive_like = on",
                "SELECT 'a' LIKE 'A', 'ab' LIKE 'a_', 'ab' LIKE 'x%', 'a%' LIKE 'a!%' ESCAPE '!'",
                "PRAGMA case_sensitive_like = off",
                "SELECT 'a' LIKE 'A', 'x' LIKE NULL"))
        .isEqualTo(List.of(rowsOf(1), DONE, rowsOf(0, 1, 0, 1), DONE, rowsOf(1, null)));
  }

  @Test
  @Behaviour("SQL-039")
  void theDatabaseCanBeOptimized() {
    assertThat(
            answers(
                "CREATE TABLE t(a)",
                "CREATE INDEX i ON t(a)",
                "INSERT INTO t VALUES (1), (2)",
                "PRAGMA optimize",
                "SELECT count(*) FROM t"))
        .isEqualTo(List.of(DONE, DONE, DONE, DONE, rowsOf(2)));
  }

  @Test
  @Behaviour({"SQL-041", "SQL-042", "SQL-043", "SQL-044"})
  void whatReachesOutOfTheDatabaseIsRefused() {
    assertThat(
            answers(
                "ATTACH 'other.sqlite' AS other",
                "ATTACH ':memory:' AS other",
                "DETACH main",
                "VACUUM",
                "VACUUM INTO 'copy.sqlite'",
                "SELECT load_extension('x')",
                "SELECT sqlite_version()",
                "SELECT sqlite_source_id()"))
        .isEqualTo(
            List.of(
                NOT_AUTHORIZED,
                NOT_AUTHORIZED,
                NOT_AUTHORIZED,
                "Error: cannot VACUUM from within a transaction: SQLITE_ERROR",
                "Error: cannot VACUUM from within a transaction: SQLITE_ERROR",
                "Error: not authorized: SQLITE_ERROR",
                "Error: not authorized to use function: sqlite_version at offset 7: SQLITE_ERROR",
                "Error: not authorized to use function: sqlite_source_id at offset 7:"
                    + " SQLITE_ERROR"));
  }

  @Test
  @Behaviour("SQL-045")
  void textCanBeSearched() {
    assertThat(
            answers(
                "CREATE VIRTUAL TABLE d USING fts5(title, body)",
                "CREATE VIRTUAL TABLE words USING fts5vocab(d, 'row')",
                "INSERT INTO d VALUES ('one', 'the quick fox'), ('two', 'the slow snail')",
                "SELECT title FROM d WHERE d MATCH 'quick OR snail' ORDER BY title",
                "SELECT highlight(d, 1, '<', '>') FROM d WHERE d MATCH 'fox'",
                "SELECT snippet(d, 1, '[', ']', '...', 2), bm25(d) < 0 FROM d WHERE d MATCH 'snail'",
                "SELECT term, doc FROM words WHERE term = 'the'"))
        .isEqualTo(
            List.of(
                DONE,
                DONE,
                DONE,
                List.of(row("one"), row("two")),
                rowsOf("the quick <fox>"),
                rowsOf("...slow [snail]", 1),
                rowsOf("the", 2)));
  }

  @Test
  @Behaviour("SQL-046")
  void otherModulesAreRefused() {
    assertThat(
            answers(
                "CREATE VIRTUAL TABLE v USING fts3(a)",
                "CREATE VIRTUAL TABLE v USING fts4(a)",
                "CREATE VIRTUAL TABLE v USING dbstat",
                "CREATE VIRTUAL TABLE v USING csv(filename='/etc/passwd')"))
        .allSatisfy(answer -> assertThat(answer.toString()).startsWith("Error: "));
  }

  @Test
  @Behaviour("SQL-047")
  void jsonCanBeReadAndMade() {
    assertThat(
            answers(
                "SELECT json_extract('{\"a\":[1,2]}', '$.a[1]')",
                "SELECT '{\"a\":{\"b\":1}}' -> 'a', '{\"a\":\"x\"}' ->> 'a'",
                "SELECT value FROM json_each('[5, 6]')",
                "SELECT json_group_array(value) FROM json_each('[5, 6]')",
                "SELECT fullkey FROM json_tree('{\"a\":[1]}') WHERE atom = 1",
                "SELECT json(jsonb_set(jsonb('{}'), '$.a', 1)), json_valid('{')",
                "SELECT json_object('a', 1, 'b', json_array(1, 'x'))"))
        .isEqualTo(
            List.of(
                rowsOf(2),
                rowsOf("{\"b\":1}", "x"),
                List.of(row(5), row(6)),
                rowsOf("[5,6]"),
                rowsOf("$.a[0]"),
                rowsOf("{\"a\":1}", 0),
                rowsOf("{\"a\":1,\"b\":[1,\"x\"]}")));
  }

  @Test
  @Behaviour("SQL-048")
  void thereIsMathematics() {
    assertThat(
            lastAnswer(
                "SELECT sin(0), cos(0), pow(2, 10), ceil(1.2), floor(-1.2), log2(8), ln(1),"
                    + " sqrt(9), mod(7, 4), round(pi(), 4), trunc(1.9), exp(0)"))
        .isEqualTo(rowsOf(0, 1, 1024, 2, -2, 3, 0, 3, 3, 3.1416, 1, 1));
  }

  @Test
  @Behaviour({"SQL-049", "SQL-050"})
  void thereAreTreesOfRectangles() {
    List<?> answers =
        answers(
            "CREATE VIRTUAL TABLE tree USING rtree(id, x0, x1, y0, y1, +name)",
            "INSERT INTO tree VALUES (1, 0, 1, 0, 1, 'a'), (2, 5, 6, 5, 6, 'b')",
            "SELECT id, name FROM tree WHERE x0 >= 4 AND y1 <= 7",
            "SELECT rtreecheck('tree')",
            "CREATE VIRTUAL TABLE whole USING rtree_i32(id, x0, x1)",
            "INSERT INTO whole VALUES (1, 1.9, 3)",
            "SELECT x0, x1 FROM whole",
            "CREATE VIRTUAL TABLE few USING rtree(id, x0)",
            "CREATE VIRTUAL TABLE even USING rtree(id, x0, x1, y0)",
            "CREATE VIRTUAL TABLE many USING rtree(id,a,b,c,d,e,f,g,h,i,j,k,l)",
            "SELECT rtreenode(2, x'00')",
            "CREATE VIRTUAL TABLE g USING geopoly(a)");
    assertThat(answers.subList(0, 7))
        .isEqualTo(List.of(DONE, DONE, rowsOf(2, "b"), rowsOf("ok"), DONE, DONE, rowsOf(1, 3)));
    assertThat(answers.subList(7, 12))
        .isEqualTo(
            List.of(
                "Error: Too few columns for an rtree table: SQLITE_ERROR",
                "Error: Wrong number of columns for an rtree table: SQLITE_ERROR",
                "Error: Too many columns for an rtree table: SQLITE_ERROR",
                "Error: not authorized to use function: rtreenode at offset 7: SQLITE_ERROR",
                NOT_AUTHORIZED));
  }

  @Test
  @Behaviour("SQL-051")
  void aTreeThatIsReadCannotBeWritten() {
    assertThat(HOST.run("lockedTree"))
        .isEqualTo(
            List.of(
                error(
                    "Error",
                    "database table is locked: SQLITE_LOCKED (extended: SQLITE_LOCKED_VTAB)"),
                4));
  }

  @Test
  @Behaviour("SQL-052")
  void modernSqlIsThere() {
    assertThat(
            answers(
                "WITH v(x) AS (VALUES (1), (2)) SELECT x, sum(x) OVER (ORDER BY x) FROM v",
                "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 5)"
                    + " SELECT sum(n) FROM c",
                "CREATE TABLE t(k TEXT PRIMARY KEY, n INTEGER, twice INTEGER AS (n * 2) STORED) STRICT",
                "INSERT INTO t(k, n) VALUES ('a', 1)",
                "INSERT INTO t(k, n) VALUES ('a', 5) ON CONFLICT(k) DO UPDATE SET n = n + excluded.n"
                    + " RETURNING n, twice",
                "INSERT INTO t(k, n) VALUES ('b', 'text')"))
        .isEqualTo(
            List.of(
                List.of(row(1, 1), row(2, 3)),
                rowsOf(15),
                DONE,
                DONE,
                rowsOf(6, 12),
                "Error: cannot store TEXT value in INTEGER column t.n: SQLITE_CONSTRAINT (extended:"
                    + " SQLITE_CONSTRAINT_DATATYPE)"));
  }

  @Test
  @Behaviour("SQL-053")
  void updatesAndDeletesCanBeLimited() {
    assertThat(
            answers(
                "CREATE TABLE t(a)",
                "INSERT INTO t VALUES (1), (2), (3), (4)",
                "DELETE FROM t ORDER BY a DESC LIMIT 2",
                "UPDATE t SET a = a * 10 ORDER BY a LIMIT 1",
                "SELECT a FROM t ORDER BY a"))
        .isEqualTo(List.of(DONE, DONE, DONE, DONE, List.of(row(2), row(10))));
  }

  @Test
  @Behaviour("SQL-054")
  void triggersRun() {
    assertThat(
            lastAnswer(
                "CREATE TABLE t(a)",
                "CREATE TABLE log(what)",
                "CREATE TRIGGER g AFTER INSERT ON t BEGIN INSERT INTO log VALUES (new.a); END",
                "INSERT INTO t VALUES (1), (2)",
                "SELECT what FROM log ORDER BY what"))
        .isEqualTo(List.of(row(1), row(2)));
  }

  @Test
  @Behaviour("SQL-057")
  void aTableHasAHundredColumnsAtMost() {
    assertThat(HOST.run("manyColumns"))
        .isEqualTo(error("Error", "too many columns on wider: SQLITE_ERROR"));
  }

  @Test
  @Behaviour("SQL-058")
  void aStatementHasAHundredParametersAtMost() {
    assertThat(HOST.run("manyParameters"))
        .isEqualTo(
            List.of(90, 1, error("Error", "too many SQL variables at offset 211: SQLITE_ERROR")));
  }

  @Test
  @Behaviour("SQL-059")
  void aStatementHasAHundredThousandBytesAtMost() {
    assertThat(HOST.run("longStatements"))
        .isEqualTo(List.of(100_000, 99_991, error("Error", "statement too long: SQLITE_TOOBIG")));
  }

  @Test
  @Behaviour("SQL-060")
  void aValueOfTwoMegabytesFitsAndLargerOnesFail() {
    Map<String, Object> refusal = error("Error", "string or blob too big: SQLITE_TOOBIG");
    assertThat(HOST.run("largeValues")).isEqualTo(List.of(4_000_000, refusal, refusal, 2));
  }

  @Test
  @Behaviour("SQL-061")
  void aPatternHasFiftyBytesAtMost() {
    String tooComplex = "Error: LIKE or GLOB pattern too complex: SQLITE_ERROR";
    assertThat(
            answers(
                "SELECT 'a' LIKE '" + "%".repeat(50) + "'",
                "SELECT 'a' LIKE '" + "%".repeat(51) + "'",
                "SELECT 'a' GLOB '" + "*".repeat(51) + "'"))
        .isEqualTo(List.of(rowsOf(1), tooComplex, tooComplex));
  }

  @Test
  @Behaviour({"SQL-062", "SQL-063", "SQL-064"})
  void statementsHaveABoundedSize() {
    assertThat(
            answers(
                "SELECT max(" + "1,".repeat(126) + "1)",
                "SELECT max(" + "1,".repeat(127) + "1)",
                "SELECT 1 UNION SELECT 2 UNION SELECT 3 UNION SELECT 4 UNION SELECT 5",
                "SELECT 1 UNION SELECT 2 UNION SELECT 3 UNION SELECT 4 UNION SELECT 5 UNION SELECT"
                    + " 6",
                "SELECT " + "1+".repeat(98) + "1",
                "SELECT " + "1+".repeat(120) + "1"))
        .isEqualTo(
            List.of(
                rowsOf(1),
                "Error: too many arguments on function max at offset 7: SQLITE_ERROR",
                List.of(row(1), row(2), row(3), row(4), row(5)),
                "Error: too many terms in compound SELECT: SQLITE_ERROR",
                rowsOf(99),
                "Error: Expression tree is too large (maximum depth 100): SQLITE_ERROR"));
  }

  @Test
  @Behaviour("SQL-064")
  void triggersRunEachOtherTenDeepAtMost() {
    List<?> answers =
        answers(
            "PRAGMA recursive_triggers = on",
            "CREATE TABLE t(a)",
            "CREATE TRIGGER g AFTER INSERT ON t WHEN new.a > 0"
                + " BEGIN INSERT INTO t VALUES (new.a - 1); END",
            "INSERT INTO t VALUES (8)",
            "INSERT INTO t VALUES (12)");
    assertThat(answers.subList(0, 4)).isEqualTo(nCopies(4, DONE));
    assertThat(answers.getLast())
        .isIn(
            "Error: too many levels of trigger recursion: SQLITE_ERROR",
            "Error: triggers nested too deep: SQLITE_ERROR");
  }

  @Test
  @Behaviour("SQL-065")
  void oneTextCanRunTwiceAtATime() {
    assertThat(HOST.run("sameTextTwice")).isEqualTo(List.of(1, 1, 2, 3, 2, 3));
  }

  @Test
  @Behaviour({"SQL-066", "SQL-067"})
  void onlyACursorThatWasReadToItsEndIsASnapshot() {
    assertThat(HOST.run("laterChanges")).isEqualTo(List.of(1, 2, 3, 10));
    assertThat(HOST.run("consumedBefore"))
        .isEqualTo(List.of(Map.of("a", 1), Map.of("a", 2), Map.of("a", 3)));
  }

  @Test
  @Behaviour("SQL-068")
  void nothingComesBetweenStatementsOfOneTask() {
    assertThat(HOST.run("together")).isEqualTo(IntStream.range(0, 200).boxed().toList());
  }

  @Test
  @Behaviour("SQL-069")
  void writesWithoutAnAwaitBetweenAreAllDurableOrNone() {
    assertThat(HOST.run("aborted")).isEqualTo(List.of(0));
    assertThat(HOST.run("aborted", "durable=1"))
        .isEqualTo(List.of(List.of("async", 1), List.of("sync", 1), 1));
  }

  @Test
  @Behaviour("SQL-070")
  void anExceptionTakesNothingBack() {
    List<String> tables = List.of("made", "written");
    assertThat(HOST.run("failing", "case=throwAfterWrites"))
        .isEqualTo(List.of(error("Error", "after the writes", "remote", true), tables, tables));
  }

  @Test
  @Behaviour({"SQL-071", "SQL-072"})
  void whatWasAnsweredIsThereAfterARestart() {
    assertThat(HOST.run("remember", "name=remembering")).isEqualTo("written");
    HOST.restart();
    assertThat(HOST.run("remembered", "name=remembering"))
        .isEqualTo(List.of("by SQL", "as a pair", 2));
  }

  @Test
  @Behaviour("SQL-075")
  void sqlKnowsTheTime() {
    assertThat(HOST.run("clocks")).isEqualTo(List.of(true, true, true, "integer"));
  }

  @Test
  @Behaviour({"SQL-078", "SQL-079"})
  void execTakesTextAndNothingElse() {
    assertThat(HOST.run("typeParameters")).isEqualTo(List.of(0, 0));
    assertThat(HOST.run("textOnly"))
        .isEqualTo(
            List.of(
                1,
                error("Error", "near \",\": syntax error at offset 7: SQLITE_ERROR"),
                error(
                    "TypeError",
                    "Failed to execute 'exec' on 'SqlStorage': parameter 1 is not of type"
                        + " 'String'.")));
  }

  @Test
  @Behaviour("SQL-080")
  void sqlIsAlwaysTheSameObject() {
    assertThat(HOST.run("sameObject")).isEqualTo(true);
  }

  @Test
  @Behaviour("SQL-081")
  void plansCanBeAskedFor() {
    List<?> answers =
        answers("EXPLAIN QUERY PLAN SELECT * FROM made", "EXPLAIN SELECT * FROM made");
    assertThat(answers.getFirst().toString()).contains("SCAN made");
    assertThat(answers.getLast().toString()).contains("OpenRead", "Halt");
  }

  @Test
  @Behaviour("SQL-082")
  void nothingTemporaryCanBeMade() {
    assertThat(
            answers(
                "CREATE TEMP TABLE t(a)",
                "CREATE TEMPORARY TABLE t(a)",
                "CREATE TABLE temp.t(a)",
                "CREATE TEMP VIEW v AS SELECT 1",
                "CREATE TEMP TRIGGER g AFTER INSERT ON made BEGIN SELECT 1; END"))
        .isEqualTo(nCopies(5, NOT_AUTHORIZED));
  }
}
