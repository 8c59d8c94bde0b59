package dev.perdure.migrations;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The classes that a worker has after all steps of its configuration.
 *
 * @param classes by name, in the order of their creation
 */
public record ClassPlan(Map<String, Kept> classes) {
  /**
   * How the objects of a class are kept.
   *
   * @param uniqueKey what ids are derived from, and the name of the folder: {@code
   *     <worker>-<class>} with the name the class was created under
   * @param sqlite whether SQL is open to it
   */
  public record Kept(String uniqueKey, boolean sqlite) {}

  public ClassPlan {
    classes = Collections.unmodifiableMap(new LinkedHashMap<>(classes));
  }

  /**
   * Applies {@code steps} in order. Classes that are bound but created by no step are kept too, as
   * {@code wrangler dev} does: with SQL where the worker has no steps at all.
   */
  public static ClassPlan of(String worker, List<ClassStep> steps, Collection<String> bound) {
    Map<String, Kept> classes = new LinkedHashMap<>();
    for (ClassStep step : steps) {
      switch (step) {
        case ClassStep.Create create ->
            classes.put(
                create.className(), new Kept(key(worker, create.className()), create.sqlite()));
        case ClassStep.Rename rename -> {
          Kept before = classes.remove(rename.from());
          classes.put(
              rename.to(), before == null ? new Kept(key(worker, rename.from()), false) : before);
        }
        case ClassStep.Delete delete -> classes.remove(delete.className());
        case ClassStep.Transfer transfer ->
            classes.put(
                transfer.to(), new Kept(key(transfer.fromWorker(), transfer.from()), false));
      }
    }
    for (String name : bound) {
      classes.putIfAbsent(name, new Kept(key(worker, name), steps.isEmpty()));
    }
    return new ClassPlan(classes);
  }

  private static String key(String worker, String className) {
    return worker + "-" + className;
  }
}
