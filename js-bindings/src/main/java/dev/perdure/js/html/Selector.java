package dev.perdure.js.html;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A selector: one of several chains of compounds. Immutable. */
record Selector(List<Link> alternatives) {
  /**
   * The right end of a chain.
   *
   * @param tests what the element itself must be
   * @param left what must stand above it
   * @param child whether that is its parent, and not any ancestor
   */
  record Link(List<Predicate<OpenElement>> tests, @Nullable Link left, boolean child) {
    boolean matches(OpenElement element) {
      if (!tests.stream().allMatch(test -> test.test(element))) {
        return false;
      }
      if (left == null) {
        return true;
      }
      for (OpenElement above = element.parent(); above != null; above = above.parent()) {
        if (left.matches(above)) {
          return true;
        }
        if (child) {
          return false;
        }
      }
      return false;
    }
  }

  boolean matches(OpenElement element) {
    return alternatives.stream().anyMatch(link -> link.matches(element));
  }
}
