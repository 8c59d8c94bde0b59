package dev.perdure.migrations;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a configuration says of the life of a worker's classes. */
public sealed interface Lifecycle {
  /** A list of steps, of which the state remembers the last that was taken. */
  record Migrations(List<Entry> entries) implements Lifecycle {
    /** A configuration without any. */
    public static final Migrations NONE = new Migrations(List.of());

    public Migrations {
      entries = List.copyOf(entries);
    }
  }

  /** The steps under one tag, in the order in which they are taken. */
  record Entry(String tag, List<ClassStep> steps) {
    public Entry {
      steps = List.copyOf(steps);
    }
  }

  /** A map of what is to be, by class. */
  record Exports(Map<String, State> classes) implements Lifecycle {
    public Exports {
      classes = Collections.unmodifiableMap(new LinkedHashMap<>(classes));
    }
  }

  /** What a class is to be. */
  sealed interface State {
    /** It exists. */
    record Live(boolean sqlite) implements State {}

    /** It is deleted with its objects. */
    record Deleted() implements State {}

    /** It has another name. */
    record Renamed(String to) implements State {}

    /** Another worker has taken it over. */
    record Transferred(String toWorker) implements State {}

    /** This worker takes it over. */
    record Expecting(boolean sqlite, String fromWorker) implements State {}
  }
}
