package dev.perdure.migrations;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What there is to know of a worker that is about to run.
 *
 * @param worker its name
 * @param lifecycle what its configuration says of its classes
 * @param exported the names that its code exports, where they are known
 * @param references the bindings of all workers of the session that name a class of this one
 */
public record Declaration(
    String worker,
    Lifecycle lifecycle,
    Optional<Set<String>> exported,
    List<Reference> references) {
  /** A binding of {@code worker} to a class. */
  public record Reference(String worker, String binding, String className) {}

  public Declaration {
    exported = exported.map(Set::copyOf);
    references = List.copyOf(references);
  }

  /** Whether the code has the class; {@code otherwise} where nobody knows. */
  boolean inCode(String className, boolean otherwise) {
    return exported.map(names -> names.contains(className)).orElse(otherwise);
  }

  /** The bindings to a class. */
  List<Reference> to(String className) {
    return references.stream().filter(each -> each.className().equals(className)).toList();
  }
}
