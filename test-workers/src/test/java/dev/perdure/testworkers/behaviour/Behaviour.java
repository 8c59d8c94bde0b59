package dev.perdure.testworkers.behaviour;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/** Names the rows of behaviours.tsv that a test proves; a name that is not there fails the test. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(BehaviourExtension.class)
public @interface Behaviour {
  /** Ids such as {@code ID-001}. */
  String[] value();
}
