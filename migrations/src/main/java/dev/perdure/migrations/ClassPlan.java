package dev.perdure.migrations;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The classes that a worker keeps objects of.
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
}
