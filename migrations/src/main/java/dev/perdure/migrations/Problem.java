package dev.perdure.migrations;

import java.util.List;

/**
 * Why the classes cannot become what a configuration says.
 *
 * @param worker whose configuration it is
 * @param className the class it is about
 * @param scenario the platform's tag where the class is declared in {@code exports}, else empty
 * @param message what is wrong
 * @param suggestion what to do about it
 * @param referencing the workers whose bindings stand in the way
 */
public record Problem(
    String worker,
    String className,
    String scenario,
    String message,
    String suggestion,
    List<String> referencing) {
  public Problem {
    referencing = List.copyOf(referencing);
  }
}
