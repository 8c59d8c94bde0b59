package dev.perdure.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Bounds how many databases of live objects are open at a time: those that rested longest are
 * closed, and opened again at their next use. Thread-safe.
 */
final class OpenDatabases {
  private static final int USUAL = 256;
  private static final int LEAST = 64;
  private static final int MOST = 4096;
  private static final Path LIMITS = Path.of("/proc/self/limits");
  private static final Pattern OPEN_FILES = Pattern.compile("Max open files\\s+(\\d+)");

  private final int most;
  private final SequencedSet<ObjectStore> open = new LinkedHashSet<>();

  OpenDatabases(int most) {
    this.most = most;
  }

  /** So many that the files of each leave most of what this process may open to others. */
  static int usual() {
    try {
      Matcher limit = OPEN_FILES.matcher(Files.readString(LIMITS));
      return limit.find() ? Math.clamp(Long.parseLong(limit.group(1)) / 4, LEAST, MOST) : USUAL;
    } catch (IOException | NumberFormatException _) {
      return USUAL;
    }
  }

  /** Notes that a database was opened, and closes others where there are too many. */
  void opened(ObjectStore store) {
    for (ObjectStore other : beyond(store)) {
      if (other.letGo()) {
        closed(other);
      }
    }
  }

  /** Those to try in turn; more than are needed, since some may be in use. */
  private synchronized List<ObjectStore> beyond(ObjectStore store) {
    open.addLast(store);
    int count = open.size() - most;
    return count <= 0 ? List.of() : new ArrayList<>(open.stream().limit(2L * count).toList());
  }

  /** Notes that a database was used just now. */
  synchronized void used(ObjectStore store) {
    if (open.contains(store)) {
      open.addLast(store);
    }
  }

  /** Notes that a database was closed. */
  synchronized void closed(ObjectStore store) {
    open.remove(store);
  }

  /** How many are open. */
  synchronized int count() {
    return open.size();
  }
}
