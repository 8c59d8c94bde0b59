package dev.perdure.storage.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.storage.sqlite.Database;
import dev.perdure.storage.sqlite.Statement;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlSplitterTest {
  @TempDir Path root;

  @Test
  void semicolonsInStringsNamesAndCommentsDoNotSplit() {
    assertThat(
            SqlSplitter.split("SELECT 'a;''b'; SELECT \";\"; SELECT [;]; SELECT `;` /* ; */ -- ;"))
        .containsExactly(
            "SELECT 'a;''b';", "SELECT \";\";", "SELECT [;];", "SELECT `;` /* ; */ -- ;");
  }

  @Test
  void blankAfterTheLastStatementBelongsToIt() {
    assertThat(SqlSplitter.split("SELECT 1; \n\t")).containsExactly("SELECT 1; \n\t");
    assertThat(SqlSplitter.split("")).containsExactly("");
  }

  @Test
  void aCommentAfterTheLastStatementIsAPartOfItsOwn() {
    assertThat(SqlSplitter.split("SELECT 1; -- x")).containsExactly("SELECT 1;", "-- x");
  }

  @Test
  void aTriggerEndsWithItsEnd() {
    String trigger =
        "create temp trigger t after insert on x begin select case when 1 then 2 end; end;";
    assertThat(SqlSplitter.split(trigger + " select 1")).containsExactly(trigger, "select 1");
    assertThat(SqlSplitter.split("explain " + trigger + "select 1"))
        .containsExactly("explain " + trigger, "select 1");
  }

  @Test
  void aTableNamedTriggerIsNoTrigger() {
    assertThat(SqlSplitter.split("create table trigger(a); select 1"))
        .containsExactly("create table trigger(a);", "select 1");
  }

  @Test
  void parametersWithParenthesesAreOneToken() {
    assertThat(SqlSplitter.split("select $a::b(x;y); select 1"))
        .containsExactly("select $a::b(x;y);", "select 1");
  }

  /** Every part that SQLite compiles is used up by one statement, whatever is put in between. */
  @Test
  void randomScriptsAreCutWhereTheyWerePutTogether() {
    String[] statements = {
      "SELECT 'it''s; fine'",
      "SELECT \"x;\"\"y\"",
      "SELECT 1 /* ; ' */ + 2",
      "SELECT -1--;\n",
      "SELECT x'00ff'",
      "SELECT CASE WHEN 1 THEN 2 ELSE 3 END",
      "SELECT 1e5, .5, 0x1F, 1.5e-3",
      "CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT 1; UPDATE t SET a = ';'; END",
      "CREATE TRIGGER g BEFORE DELETE ON t WHEN old.a BEGIN DELETE FROM t; END",
      "INSERT INTO t VALUES ('END; BEGIN')",
      "SELECT [a;b], `c;d` FROM (SELECT 1 AS [a;b], 2 AS `c;d`)",
      "SELECT 1 AS \u00e9t\u00e9",
      "SELECT '\uD83D\uDE00;'",
      "SELECT ?, :a, @b, $c, ?7",
      "EXPLAIN SELECT 1",
      "WITH a AS (SELECT 1) SELECT * FROM a",
      "SELECT a'x' FROM t",
      "SELECT 1--"
    };
    String[] blanks = {" ", "\n", "", "\t\r\n ", "/* ; */", "-- ;\n", ";"};
    Random random = new Random(42);
    for (int round = 0; round < 5000; round++) {
      List<String> expected = new ArrayList<>();
      StringBuilder script = new StringBuilder();
      int count = 1 + random.nextInt(6);
      for (int i = 0; i < count; i++) {
        StringBuilder part = new StringBuilder();
        for (int j = random.nextInt(3); j > 0 && i > 0; j--) {
          part.append(blanks[random.nextInt(blanks.length)]);
        }
        String statement = statements[random.nextInt(statements.length - 1)];
        part.append(statement).append(statement.contains("--;") ? "" : " ").append(";");
        script.append(part);
        expected.add(part.toString().stripLeading());
      }
      assertThat(SqlSplitter.split(script.toString()))
          .as(script.toString())
          .containsExactlyElementsOf(expected);
    }
  }

  @Test
  void whatSqliteTakesForOneStatementIsOnePart() {
    try (Database database = Database.open(root.resolve("x.sqlite"))) {
      database.run("CREATE TABLE t(a)");
      String[] pieces = {
        "SELECT 1", ";", "'", "\"", "/*", "*/", "--", "\n", " ", "[", "]", "`", "$a(", ")", "x'00'"
      };
      Random random = new Random(7);
      for (int round = 0; round < 20_000; round++) {
        StringBuilder sql = new StringBuilder("SELECT 1");
        for (int i = random.nextInt(8); i > 0; i--) {
          sql.append(pieces[random.nextInt(pieces.length)]);
        }
        String first = SqlSplitter.split(sql.toString()).getFirst();
        assertThat(compiles(database, first))
            .as(sql.toString())
            .isEqualTo(compiles(database, sql.toString()));
      }
    }
  }

  private static String compiles(Database database, String sql) {
    try (Statement statement = database.prepare(sql)) {
      return statement.columnNames().toString() + statement.parameterCount();
    } catch (dev.perdure.storage.sqlite.SqliteFault e) {
      return e.text();
    }
  }
}
