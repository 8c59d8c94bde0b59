package dev.perdure.host.turn;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A critical section, or the root that holds everything outside of one. Confined to the thread that
 * runs the turn.
 */
final class GateSection {
  /** The section around this one; null for the root. */
  @Nullable GateSection parent;

  /** The section inside this one that runs now. */
  @Nullable GateSection child;

  /** What waits until the section inside has ended, in order of arrival. */
  final Deque<Task> held = new ArrayDeque<>();

  final int depth;
  boolean ended;

  GateSection(@Nullable GateSection parent) {
    this.parent = parent;
    this.depth = parent == null ? 0 : parent.depth + 1;
  }

  /** This section, or the nearest one around it that has not ended. */
  GateSection open() {
    GateSection section = this;
    while (section.ended && section.parent != null) {
      section = section.parent;
    }
    return section;
  }
}
