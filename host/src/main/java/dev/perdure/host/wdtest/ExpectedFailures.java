package dev.perdure.host.wdtest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The cases that are known to fail and why: a table of four columns, divided by tabs, that are the
 * name of the file, {@code oldest} or {@code newest} or {@code any}, the name of the case, or
 * {@code *} for all of the file, and the reason. Lines that begin with {@code #} are comments.
 */
public final class ExpectedFailures {
  /** A list without rows. */
  public static final ExpectedFailures NONE = new ExpectedFailures(Map.of());

  private record Key(String file, String date, String name) {}

  private final Map<Key, String> reasons;

  private ExpectedFailures(Map<Key, String> reasons) {
    this.reasons = reasons;
  }

  /**
   * Reads a table.
   *
   * @throws WdConfigException where a row has not four columns
   */
  public static ExpectedFailures read(Path table) throws IOException {
    Map<Key, String> reasons = new LinkedHashMap<>();
    List<String> lines = Files.readAllLines(table);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String[] columns = line.split("\t");
      if (columns.length != 4 || columns[3].isBlank()) {
        throw new WdConfigException(
            "%s, line %d: a row is file, date, case and reason, divided by tabs."
                .formatted(table, i + 1));
      }
      reasons.put(new Key(columns[0], columns[1], columns[2]), columns[3]);
    }
    return new ExpectedFailures(reasons);
  }

  /** Why this case is expected to fail, where it is. */
  public Optional<String> reason(String file, String date, String name) {
    for (String when : List.of(date, "any")) {
      for (String which : List.of(name, "*")) {
        String reason = reasons.get(new Key(file, when, which));
        if (reason != null) {
          return Optional.of(reason);
        }
      }
    }
    return Optional.empty();
  }

  /** Whether exactly this case is listed, not just its file. */
  public boolean lists(String file, String date, String name) {
    return reasons.containsKey(new Key(file, date, name))
        || reasons.containsKey(new Key(file, "any", name));
  }
}
