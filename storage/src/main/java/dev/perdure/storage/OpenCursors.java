package dev.perdure.storage;

import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The cursors that have rows left. A guest may drop one halfway; its statement is then freed once
 * the garbage collector has seen that. Confined like the database.
 */
final class OpenCursors {
  private final ReferenceQueue<Cursor> dropped = new ReferenceQueue<>();
  private final Set<Held> held = new HashSet<>();

  void add(Cursor cursor) {
    if (!cursor.run().ended()) {
      held.add(new Held(cursor, dropped));
    }
  }

  /** Ends the runs of cursors that nobody holds any more. */
  void reap() {
    if (held.isEmpty()) {
      return;
    }
    held.removeIf(cursor -> cursor.run.ended());
    for (Reference<?> gone = dropped.poll(); gone != null; gone = dropped.poll()) {
      if (gone instanceof Held cursor && held.remove(cursor)) {
        cursor.run.end();
      }
    }
  }

  boolean isEmpty() {
    return held.isEmpty();
  }

  void closeAll() {
    List.copyOf(held).forEach(cursor -> cursor.run.end());
    held.clear();
  }

  private static final class Held extends PhantomReference<Cursor> {
    private final Cursor.Run run;

    private Held(Cursor cursor, ReferenceQueue<Cursor> queue) {
      super(cursor, queue);
      this.run = cursor.run();
    }
  }
}
