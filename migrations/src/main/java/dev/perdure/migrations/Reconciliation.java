package dev.perdure.migrations;

import dev.perdure.migrations.ClassPlan.Kept;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What has to be done so that a state folder fits a configuration.
 *
 * @param before the classes as they are
 * @param after the classes as they will be, with the folders that have to be moved
 * @param changes what happens, in order
 * @param notes what the user should know
 * @param removable the tombstones of {@code exports} that do nothing any more
 * @param problems why it cannot be done; then nothing else of this is to be relied on
 */
public record Reconciliation(
    Registry before,
    Registry after,
    List<Change> changes,
    List<String> notes,
    List<String> removable,
    List<Problem> problems) {
  public Reconciliation {
    changes = List.copyOf(changes);
    notes = List.copyOf(notes);
    removable = List.copyOf(removable);
    problems = List.copyOf(problems);
  }

  /** Whether objects are lost by it. */
  public boolean destroys() {
    return changes.stream().anyMatch(Change::destroys);
  }

  /** Whether anything is to be done or written down. */
  public boolean changesAnything() {
    return !before.equals(after);
  }

  /**
   * The classes of a worker, those included that are bound though nothing creates them: {@code
   * wrangler dev} keeps them too.
   */
  public ClassPlan classes(Declaration declaration) {
    String worker = declaration.worker();
    Registry.Entry entry = after.workers().getOrDefault(worker, Registry.Entry.NONE);
    Map<String, Kept> classes = new LinkedHashMap<>(entry.classes());
    boolean undeclared =
        declaration.lifecycle() instanceof Lifecycle.Migrations(var entries) && entries.isEmpty();
    for (Declaration.Reference reference : declaration.references()) {
      String name = reference.className();
      if (!entry.former().containsKey(name) && !entry.pending().containsKey(name)) {
        classes.putIfAbsent(name, new Kept(worker + "-" + name, undeclared));
      }
    }
    return new ClassPlan(classes);
  }
}
