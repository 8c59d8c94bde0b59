package dev.perdure.storage.sql;

import dev.perdure.storage.sqlite.Database;
import dev.perdure.storage.sqlite.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What SQLite compiled a statement to, as EXPLAIN shows it, programs of triggers included.
 *
 * @param operations in the order of the program
 */
record Program(List<Operation> operations) {
  private static final int MAIN = 0;
  private static final int P2_IS_REGISTER = 0x10;
  private static final Set<String> FUNCTIONS =
      Set.of("Function", "PureFunc", "AggStep", "AggStep1", "AggInverse", "AggValue", "AggFinal");
  private static final Set<String> SCHEMA =
      Set.of(
          "ParseSchema",
          "DropTable",
          "DropIndex",
          "DropTrigger",
          "VCreate",
          "VDestroy",
          "VRename",
          "LoadAnalysis",
          "SqlExec");

  Program {
    operations = List.copyOf(operations);
  }

  /** Compiles {@code sql}, which must not be a PRAGMA: those may act when they are compiled. */
  static Program of(Database database, String sql) {
    List<Operation> operations = new ArrayList<>();
    try (Statement explain = database.prepare("EXPLAIN " + sql)) {
      while (explain.step()) {
        operations.add(
            new Operation(
                explain.text(1),
                (int) explain.integer(2),
                (int) explain.integer(3),
                (int) explain.integer(4),
                explain.text(5),
                (int) explain.integer(6)));
      }
    }
    return new Program(operations);
  }

  boolean has(String code) {
    return operations.stream().anyMatch(op -> op.code().equals(code));
  }

  boolean writes() {
    return operations.stream().anyMatch(op -> op.code().equals("Transaction") && op.p2() != 0);
  }

  /** Whether the program changes the journal mode; SQLite also asks for it, to be a writer. */
  boolean setsJournalMode() {
    return operations.stream().anyMatch(op -> op.code().equals("JournalMode") && op.p3() != -1);
  }

  /** How many times an operation occurs. */
  int count(String code) {
    return (int) operations.stream().filter(op -> op.code().equals(code)).count();
  }

  boolean writesTemporary() {
    return operations.stream()
        .anyMatch(op -> op.code().equals("Transaction") && op.p1() != MAIN && op.p2() != 0);
  }

  boolean changesSchema() {
    return operations.stream().anyMatch(op -> SCHEMA.contains(op.code()));
  }

  /** The names of the functions that the program may call. */
  List<String> functions() {
    return operations.stream()
        .filter(op -> FUNCTIONS.contains(op.code()))
        .map(op -> op.p4().substring(0, Math.max(0, op.p4().lastIndexOf('('))))
        .distinct()
        .toList();
  }

  /** The root pages in the object's own database that the program opens or empties. */
  List<Root> roots() {
    List<Root> roots = new ArrayList<>();
    for (Operation op : operations) {
      switch (op.code()) {
        case "OpenRead", "ReopenIdx" -> {
          if (op.p3() == MAIN && (op.p5() & P2_IS_REGISTER) == 0) {
            roots.add(new Root(op.p2(), false));
          }
        }
        case "OpenWrite" -> {
          if (op.p3() == MAIN && (op.p5() & P2_IS_REGISTER) == 0) {
            roots.add(new Root(op.p2(), true));
          }
        }
        case "Clear" -> {
          if (op.p2() == MAIN) {
            roots.add(new Root(op.p1(), true));
          }
        }
        case "Destroy" -> {
          if (op.p3() == MAIN) {
            roots.add(new Root(op.p1(), true));
          }
        }
        default -> {}
      }
    }
    return roots;
  }

  /** One instruction. */
  record Operation(String code, int p1, int p2, int p3, String p4, int p5) {}

  /** A table or index that is opened, by the page where it begins. */
  record Root(int page, boolean written) {}
}
