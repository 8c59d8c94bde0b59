package dev.perdure.storage.sql;

import dev.perdure.storage.sql.Program.Operation;
import java.util.HashSet;
import java.util.Set;

/** How the platform counts rows: an entry of an index counts like one of a table. */
final class RowCount {
  private RowCount() {}

  /** How many entries a statement writes for each row that SQLite reports as changed. */
  static int perChange(Program program, String keyword) {
    if (keyword.equals("delete")) {
      return 1;
    }
    Set<Integer> written = new HashSet<>();
    Set<Integer> inserted = new HashSet<>();
    for (Operation op : program.operations()) {
      switch (op.code()) {
        case "Halt" -> {
          if (op.p1() == 0 && !inserted.isEmpty()) {
            return inserted.size();
          }
        }
        case "OpenWrite" -> written.add(op.p1());
        case "Insert", "IdxInsert" -> {
          if (written.contains(op.p1())) {
            inserted.add(op.p1());
          }
        }
        default -> {}
      }
    }
    return Math.max(1, inserted.size());
  }
}
