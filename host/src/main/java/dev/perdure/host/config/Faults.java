package dev.perdure.host.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects the faults of one load. */
final class Faults {
  private final List<Fault> found = new ArrayList<>();

  void error(Fault.Place place, String message) {
    add(new Fault(Fault.Severity.ERROR, place, message));
  }

  void warn(Fault.Place place, String message) {
    add(new Fault(Fault.Severity.WARNING, place, message));
  }

  private void add(Fault fault) {
    if (!found.contains(fault)) {
      found.add(fault);
    }
  }

  /** Everything found, file by file and from top to bottom. */
  List<Fault> all() {
    List<String> sources = found.stream().map(fault -> fault.place().source()).distinct().toList();
    return found.stream()
        .sorted(
            Comparator.<Fault>comparingInt(fault -> sources.indexOf(fault.place().source()))
                .thenComparingInt(fault -> fault.place().line())
                .thenComparingInt(fault -> fault.place().column()))
        .toList();
  }

  boolean fatal() {
    return found.stream().anyMatch(Fault::fatal);
  }
}
