package dev.perdure.migrations;

import dev.perdure.migrations.ClassPlan.Kept;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Says in words what a reconciliation does, or why it cannot. */
public final class Report {
  private Report() {}

  /** What happens to the classes, worker by worker; empty where nothing does. */
  public static List<String> changes(Reconciliation plan) {
    List<String> lines = new ArrayList<>();
    Map<String, List<Change>> byWorker =
        plan.changes().stream()
            .collect(
                Collectors.groupingBy(Change::worker, LinkedHashMap::new, Collectors.toList()));
    byWorker.forEach((worker, changes) -> {
      lines.add("Worker '" + worker + "'" + tags(plan, worker));
      changes.forEach(change -> lines.add("  " + line(change)));
    });
    return lines;
  }

  private static String tags(Reconciliation plan, String worker) {
    String from = tag(plan.before(), worker);
    String to = tag(plan.after(), worker);
    if (to.isEmpty() || from.equals(to)) {
      return ":";
    }
    return from.isEmpty() ? ", up to '" + to + "':" : ", from '" + from + "' to '" + to + "':";
  }

  private static String tag(Registry registry, String worker) {
    return registry.workers().getOrDefault(worker, Registry.Entry.NONE).tag().orElse("");
  }

  private static String line(Change change) {
    return switch (change) {
      case Change.Create created ->
          "Created: %s (%s%s)"
              .formatted(
                  created.className(),
                  storage(created.kept()),
                  created.objects() == 0 ? "" : ", with " + objects(created.objects()));
      case Change.Rename renamed ->
          "Renamed: %s → %s (%s, same ids)"
              .formatted(renamed.className(), renamed.to(), objects(renamed.objects()));
      case Change.Transfer moved ->
          "Transferred: %s → %s of worker '%s' (%s, same ids)"
              .formatted(moved.className(), moved.to(), moved.toWorker(), objects(moved.objects()));
      case Change.Delete deleted ->
          "Deleted: %s (%s, moved to the trash)"
              .formatted(deleted.className(), objects(deleted.objects()));
      case Change.Expect expected ->
          "Transfer pending: %s ← %s (%s)"
              .formatted(expected.className(), expected.fromWorker(), objects(expected.objects()));
    };
  }

  /** What else there is to say, each in a line. */
  public static List<String> notes(Reconciliation plan) {
    List<String> lines = new ArrayList<>(plan.notes());
    if (!plan.removable().isEmpty()) {
      lines.add("Safe to remove from `exports`: " + String.join(", ", plan.removable()));
    }
    return lines;
  }

  /** Everything that stands in the way. */
  public static String problems(List<Problem> problems) {
    StringBuilder text = new StringBuilder("The classes of this state cannot be migrated:");
    for (Problem problem : problems) {
      text.append("\n  ✘ ");
      if (!problem.scenario().isEmpty()) {
        text.append("[%s] class '%s': ".formatted(problem.scenario(), problem.className()));
      }
      text.append(problem.message());
      if (!problem.suggestion().isEmpty()) {
        text.append("\n      Suggestion: ").append(problem.suggestion());
      }
      if (!problem.referencing().isEmpty()) {
        text.append("\n      Referencing scripts: ")
            .append(String.join(", ", problem.referencing()));
      }
    }
    return text.toString();
  }

  static String adopted(String className, Kept kept, ObjectFolders folders) {
    return "%s (%s, %s in 'do/%s')"
        .formatted(
            className, storage(kept), objects(folders.count(kept.uniqueKey())), kept.uniqueKey());
  }

  /** A number of objects, in words. */
  static String objects(long count) {
    return count == 1 ? "1 object" : String.format("%,d objects", count);
  }

  private static String storage(Kept kept) {
    return kept.sqlite() ? "SQLite" : "key-value";
  }
}
