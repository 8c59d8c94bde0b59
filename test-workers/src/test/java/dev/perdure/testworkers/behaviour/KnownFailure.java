package dev.perdure.testworkers.behaviour;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says that a test with {@link Behaviour} fails for now: it is shown as skipped, its behaviours are
 * reported as failing, and the build goes on. Once the test passes, it counts as any other.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface KnownFailure {
  /** What is seen instead, as the report says it. */
  String value();
}
