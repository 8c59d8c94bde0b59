package dev.perdure.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.workers.message.GuestException;
import dev.perdure.workers.storage.SqlCursor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares the answers to SQL with those that the real runtime gave. The file {@code
 * sql-answers.txt} holds them in groups, each for a new object: {@code >} a statement, {@code ?} a
 * binding, {@code !} the error or {@code =} the columns, {@code |} a row, {@code .} rows read and
 * written.
 */
class SqlAnswersTest {
  /** Statements that are answered otherwise here, and why. */
  private static final Map<String, String> DIFFERENT =
      Map.ofEntries(
          Map.entry(
              "SELECT count(*) FROM (SELECT 1) WHERE count(*)>0",
              "SQLite's driver does not say where the error is; the first such place is named"),
          Map.entry(
              "CREATE VIRTUAL TABLE _cf USING fts5(a)",
              "the change is taken back as a whole after the module made its tables"),
          Map.entry(
              "DROP TABLE IF EXISTS _cf_METADATA",
              "the host keeps its row counters elsewhere; here the table exists"),
          Map.entry(
              "SELECT abs(-1), max(1,2), min(3,4), json_extract('{\"a\":1}','$.a'),"
                  + " '{\"a\":2}'->>'a', iif(1,2,3), if(1,2,3)",
              "'if' compiles to jumps, which are harmless"),
          Map.entry("SELECT 1 WHERE 0 AND sqlite_version()", "the call is not part of the program"),
          Map.entry(
              "CREATE TABLE f1(a CHECK(sqlite_version() > 1))",
              "refused by the statement that would call it"),
          Map.entry("INSERT INTO f1 VALUES (1)", "refused here instead"),
          Map.entry(
              "CREATE TABLE f2(a, b AS (sqlite_version()))", "SQLite itself refuses it before"),
          Map.entry(
              "PRAGMA other.foreign_keys", "a PRAGMA that is not allowed never reaches SQLite"),
          Map.entry("PRAGMA", "a PRAGMA that is not allowed never reaches SQLite"),
          Map.entry("PRAGMA 1", "a PRAGMA that is not allowed never reaches SQLite"),
          Map.entry(
              "PRAGMA foreign_keys=OFF garbage",
              "a PRAGMA that is not allowed never reaches SQLite"),
          Map.entry("EXPLAIN PRAGMA foreign_keys", "SQLite prints a number otherwise"),
          Map.entry(
              "CREATE VIRTUAL TABLE h USING fts5(a, content='_cf_KV')",
              "its module would read the host's table unseen"));

  /** Statements whose rows are counted otherwise here; docs/differences.md says why. */
  private static final Set<String> COUNTED_OTHERWISE =
      Set.of(
          "ALTER TABLE ok RENAME COLUMN a TO _cf_a",
          "ALTER TABLE ok ADD COLUMN _cf_b",
          "ALTER TABLE g RENAME TO gg",
          "ALTER TABLE u ADD COLUMN e DEFAULT 5",
          "CREATE TABLE x AS SELECT * FROM ok",
          "DROP TABLE f",
          "PRAGMA quick_check",
          "PRAGMA quick_check(1)",
          "SELECT row_number() OVER () FROM (SELECT 1)",
          "SELECT * FROM w, t",
          "INSERT INTO t VALUES (7,8)");

  @TempDir Path root;

  static List<Group> groups() {
    List<Group> groups = new ArrayList<>();
    try (var in =
            Objects.requireNonNull(SqlAnswersTest.class.getResourceAsStream("sql-answers.txt"));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String text = unescaped(line.substring(2));
        switch (line.charAt(0)) {
          case '#' -> groups.add(new Group(text, new ArrayList<>()));
          case '>' ->
              groups
                  .getLast()
                  .cases()
                  .add(new Case(text, new ArrayList<>(), new ArrayList<>(), new ArrayList<>()));
          case '?' -> groups.getLast().cases().getLast().bindings().add(binding(text));
          case '.' -> groups.getLast().cases().getLast().counters().add(text);
          default -> groups.getLast().cases().getLast().answer().add(line.charAt(0) + " " + text);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return groups;
  }

  @ParameterizedTest
  @MethodSource("groups")
  void answersLikeTheRealRuntime(Group group) {
    List<String> differences = new ArrayList<>();
    List<String> others = new ArrayList<>();
    try (StoreFixture state = new StoreFixture(root);
        ObjectStore store = state.open(1)) {
      for (Case one : group.cases()) {
        List<String> counters = new ArrayList<>();
        List<String> answer = answer(store, one, counters);
        if (!answer.equals(one.answer()) && !DIFFERENT.containsKey(one.sql())) {
          differences.add(one.sql() + "\n  real: " + one.answer() + "\n  here: " + answer);
        }
        boolean counted = !counters.isEmpty() && !one.counters().isEmpty();
        if (counted && !counters.equals(one.counters()) && !COUNTED_OTHERWISE.contains(one.sql())) {
          others.add(one.sql() + " reads and writes " + one.counters() + ", here " + counters);
        }
      }
    }
    assertThat(differences).isEmpty();
    assertThat(others).isEmpty();
  }

  private static List<String> answer(ObjectStore store, Case one, List<String> counters) {
    List<String> answer = new ArrayList<>();
    try (SqlCursor cursor = store.exec(one.sql(), one.bindings())) {
      String names = String.join(" ", cursor.columnNames());
      answer.add("= " + names.substring(0, Math.min(200, names.length())));
      while (cursor.next()) {
        answer.add(
            "| "
                + String.join(
                    ", ",
                    Stream.iterate(0, i -> i < cursor.columnNames().size(), i -> i + 1)
                        .map(i -> text(cursor.value(i)))
                        .toList()));
      }
      counters.add(cursor.rowsRead() + " " + cursor.rowsWritten());
    } catch (GuestException e) {
      answer.clear();
      answer.add("! " + e.error().name() + ": " + e.getMessage());
    }
    return answer;
  }

  private static String text(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case String text ->
          text.matches("x([0-9a-f]{2})*")
              ? text
              : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
      case byte[] bytes -> "x" + HexFormat.of().formatHex(bytes);
      case Long number -> number((double) number);
      case Double number -> number(number);
      default -> String.valueOf(value);
    };
  }

  private static String number(double number) {
    if (Double.isInfinite(number) || Double.isNaN(number)) {
      return "null";
    }
    return number == Math.rint(number) && Math.abs(number) < 1e17
        ? String.valueOf((long) number)
        : String.valueOf(number);
  }

  private static @Nullable Object binding(String text) {
    if (text.equals("null")) {
      return null;
    }
    if (text.startsWith("\"")) {
      return text.substring(1, text.length() - 1);
    }
    return text.startsWith("x")
        ? HexFormat.of().parseHex(text.substring(1))
        : (Object) Double.valueOf(text);
  }

  private static String unescaped(String text) {
    return text.replace("\\\\", "\u0001")
        .replace("\\n", "\n")
        .replace("\\t", "\t")
        .replace("\\v", "\u000b")
        .replace("\\b", "\uFEFF")
        .replace("\u0001", "\\");
  }

  record Group(String name, List<Case> cases) {
    @Override
    public String toString() {
      return name;
    }
  }

  record Case(
      String sql, List<@Nullable Object> bindings, List<String> answer, List<String> counters) {}
}
