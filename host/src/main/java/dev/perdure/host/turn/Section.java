package dev.perdure.host.turn;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A critical section, or the root that holds everything outside of one. Confined to the thread that
 * runs the turn.
 */
final class Section {
  /** The section around this one; null for the root. */
  @Nullable Section parent;

  /** The section inside this one that runs now. */
  @Nullable Section child;

  /** What waits until the section inside has ended, in order of arrival. */
  final Deque<Task> held = new ArrayDeque<>();

  final int depth;
  boolean ended;

  Section(@Nullable Section parent) {
    this.parent = parent;
    this.depth = parent == null ? 0 : parent.depth + 1;
  }

  /** This section, or the nearest one around it that has not ended. */
  Section open() {
    Section section = this;
    while (section.ended && section.parent != null) {
      section = section.parent;
    }
    return section;
  }
}
