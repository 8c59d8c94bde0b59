package dev.perdure.migrations;

import dev.perdure.migrations.ClassPlan.Kept;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The classes that a state folder holds objects of.
 *
 * @param workers what is known of each worker, by its name
 * @param moves the folders that are still to be moved
 */
public record Registry(Map<String, Entry> workers, List<Move> moves) {
  /** That of a state folder which nobody has used. */
  public static final Registry EMPTY = new Registry(Map.of(), List.of());

  /**
   * The classes of one worker.
   *
   * @param tag the last migration that was applied
   * @param exports whether its classes are declared in {@code exports}
   * @param classes by name, in the order of their creation
   * @param former where classes went that were renamed or transferred, by their names of before
   * @param pending the workers that are to hand over a class, by its name
   */
  public record Entry(
      Optional<String> tag,
      boolean exports,
      Map<String, Kept> classes,
      Map<String, Home> former,
      Map<String, String> pending) {
    /** That of a worker without classes. */
    static final Entry NONE = new Entry(Optional.empty(), false, Map.of(), Map.of(), Map.of());

    public Entry {
      classes = ordered(classes);
      former = ordered(former);
      pending = ordered(pending);
    }
  }

  /** The name by which a class is known now. */
  public record Home(String worker, String className) {}

  /** A folder of the state that goes elsewhere in it; paths are relative to the state folder. */
  public record Move(String from, String to) {}

  public Registry {
    workers = ordered(workers);
    moves = List.copyOf(moves);
  }

  /** The same with nothing left to move. */
  Registry moved() {
    return new Registry(workers, List.of());
  }

  /** Where the objects of a class are, if it was renamed or transferred. */
  public Home home(String worker, String className) {
    Home home = new Home(worker, className);
    for (int i = 0; i <= workers.size() + 100; i++) {
      Entry entry = workers.get(home.worker());
      Home next = entry == null ? null : entry.former().get(home.className());
      if (next == null) {
        return home;
      }
      home = next;
    }
    return home;
  }

  private static <V> Map<String, V> ordered(Map<String, V> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }
}
