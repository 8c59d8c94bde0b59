package dev.perdure.testworkers.linear;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Looks for an order of the operations in which every answer is right and none comes before one
 * that had ended when it began (Wing and Gong's search, with Lowe's memory of where it has been).
 * An operation without an answer may stand anywhere after its beginning, or nowhere.
 */
public final class Linearizability {
  private final List<Operation> history;
  private final Set<Place> visited = new HashSet<>();

  /** What was ordered so far, and the value that this left. */
  private record Place(BitSet done, long value) {}

  private Linearizability(List<Operation> history) {
    this.history = history.stream().sorted(Comparator.comparingLong(Operation::begun)).toList();
  }

  /** Whether a register that begins with {@code value} can have had this history. */
  public static boolean holds(long value, List<Operation> history) {
    return new Linearizability(history).search(value);
  }

  private boolean search(long first) {
    Deque<Place> open = new ArrayDeque<>();
    open.push(new Place(new BitSet(), first));
    while (!open.isEmpty()) {
      Place place = open.pop();
      if (complete(place.done())) {
        return true;
      }
      if (visited.add(place)) {
        extend(place, open);
      }
    }
    return false;
  }

  private boolean complete(BitSet done) {
    for (int i = done.nextClearBit(0); i < history.size(); i = done.nextClearBit(i + 1)) {
      if (history.get(i).answered()) {
        return false;
      }
    }
    return true;
  }

  /** Any operation may be next that began before all those that are left have ended. */
  private void extend(Place place, Deque<Place> open) {
    long firstEnd = Long.MAX_VALUE;
    for (int i = place.done().nextClearBit(0);
        i < history.size() && history.get(i).begun() < firstEnd;
        i = place.done().nextClearBit(i + 1)) {
      Operation next = history.get(i);
      firstEnd = Math.min(firstEnd, next.ended());
    }
    for (int i = place.done().nextClearBit(0);
        i < history.size() && history.get(i).begun() < firstEnd;
        i = place.done().nextClearBit(i + 1)) {
      Operation next = history.get(i);
      if (next.agrees(place.value())) {
        BitSet done = (BitSet) place.done().clone();
        done.set(i);
        open.push(new Place(done, next.apply(place.value())));
      }
    }
  }
}
