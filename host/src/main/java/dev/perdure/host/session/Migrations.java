package dev.perdure.host.session;

import dev.perdure.migrations.Reconciliation;
import dev.perdure.migrations.Report;
import dev.perdure.workers.spi.WorkerLoadException;
import java.util.ArrayList;
import java.util.List;

/** Decides which migrations a host does by itself. */
final class Migrations {
  private Migrations() {}

  /**
   * Lets everything pass but what cannot be done, and what loses objects.
   *
   * @throws WorkerLoadException that says what to do
   */
  static void requirePossible(Reconciliation migration) {
    if (!migration.problems().isEmpty()) {
      throw new WorkerLoadException(problems(migration), null);
    }
    if (migration.destroys()) {
      List<String> lines = new ArrayList<>();
      lines.add("The configuration deletes objects, which a host does not do by itself:");
      lines.addAll(Report.changes(migration));
      lines.add(
          "To see all of it: perdure migrate --dry-run. To do it: stop the host and run perdure"
              + " migrate, with the same folder and options.");
      throw new WorkerLoadException(String.join("\n", lines), null);
    }
  }

  /** What stands in the way, after what may explain it. */
  static String problems(Reconciliation migration) {
    List<String> lines = new ArrayList<>(migration.notes());
    lines.add(Report.problems(migration.problems()));
    return String.join("\n", lines);
  }
}
