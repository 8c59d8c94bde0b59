package dev.perdure.storage.sql;

import dev.perdure.storage.sql.Program.Operation;
import java.util.HashSet;
import java.util.Set;

/**
 * How the rows that a statement reads and writes are counted. The platform counts them inside its
 * SQLite, an entry of an index like a row; here they follow from the rows that come out, from the
 * changes that SQLite reports, and from what the program does for each of them.
 *
 * @param reads whether each row that comes out was read from a table
 * @param counts whether the one value is the number of rows that were read
 * @param least the rows that are read whatever the tables hold
 * @param readsPerChange how many rows were read for each changed row
 * @param writesPerChange how many table and index entries each changed row stands for
 * @param direct whether changes below, as in the tables of a virtual table, do not count
 * @param schemaRows how many rows of the schema it writes
 */
public record RowCount(
    boolean reads,
    boolean counts,
    int least,
    int readsPerChange,
    int writesPerChange,
    boolean direct,
    int schemaRows) {
  static final RowCount NONE = new RowCount(false, false, 0, 0, 1, false, 0);

  private static final Set<String> INSERTS = Set.of("insert", "replace");

  /** The count of a PRAGMA, of which some read tables. */
  static RowCount ofPragma(String name) {
    boolean reads = Set.of("foreign_key_check", "optimize", "quick_check").contains(name);
    return new RowCount(false, false, reads ? 1 : 0, 0, 1, false, 0);
  }

  static RowCount of(Program program, Tokens tokens) {
    String keyword = tokens.word(0);
    boolean opens = program.has("OpenRead") || program.has("VOpen");
    if (program.changesSchema()) {
      return ofChange(program, tokens, keyword);
    }
    boolean writes = program.writes();
    return new RowCount(
        opens || writes,
        program.has("Count"),
        (program.has("Rewind") && opens) || seeksRow(program, keyword) ? 1 : 0,
        readsPerChange(program, keyword, opens),
        writesPerChange(program, keyword),
        program.has("VUpdate"),
        0);
  }

  private static RowCount ofChange(Program program, Tokens tokens, String keyword) {
    boolean creates = keyword.equals("create");
    boolean index = creates && program.has("SorterOpen");
    boolean trigger = creates && tokens.word(1).equals("trigger");
    int schemaRows = program.count("Insert");
    if (creates && (program.has("VCreate") || withoutRowid(tokens))) {
      schemaRows = 2;
    } else if (keyword.equals("alter")) {
      schemaRows = tokens.word(3).equals("add") ? 1 : 2;
    }
    boolean copies = program.has("OpenRead") || program.has("VOpen");
    int least = index || copies ? 2 : !trigger && schemaRows > 0 ? 1 : 0;
    return new RowCount(false, false, creates ? least : 0, 0, 0, true, schemaRows);
  }

  private static boolean withoutRowid(Tokens tokens) {
    for (int i = tokens.size() - 2; i > 0; i--) {
      if (tokens.word(i).equals("without") && tokens.word(i + 1).equals("rowid")) {
        return true;
      }
    }
    return false;
  }

  /** Whether a row with the number that an INSERT names is looked for. */
  private static boolean seeksRow(Program program, String keyword) {
    return INSERTS.contains(keyword) && program.has("NotExists");
  }

  private static int readsPerChange(Program program, String keyword, boolean opens) {
    if (INSERTS.contains(keyword)) {
      int copied = opens ? 1 : 0;
      return (seeksRow(program, keyword) ? 1 : 0) + (program.has("OpenEphemeral") ? 2 : 1) * copied;
    }
    boolean looksUp = Set.of("update", "delete").contains(keyword);
    return looksUp && !program.has("Clear") ? 1 : 0;
  }

  /** How many entries a statement writes for each row that SQLite reports as changed. */
  private static int writesPerChange(Program program, String keyword) {
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
