package dev.perdure.migrations;

import java.util.ArrayList;
import java.util.List;

/**
 * One of the migrations that {@link MigrationCrasher} does in turn: a class is created, renamed,
 * transferred from worker {@code a} to {@code b}, deleted.
 *
 * @param number counted from 0; -1 before the first
 */
record MigrationTurn(int number) {
  private static final int CREATE = 0;
  private static final int RENAME = 1;
  private static final int TRANSFER = 2;
  static final int DELETE = 3;

  /** The last one that was done. */
  static MigrationTurn of(Registry registry) {
    int last =
        registry.workers().values().stream()
            .flatMap(entry -> entry.tag().stream())
            .mapToInt(tag -> Integer.parseInt(tag.substring(1)))
            .max()
            .orElse(-1);
    return new MigrationTurn(last);
  }

  MigrationTurn next() {
    return new MigrationTurn(number + 1);
  }

  int kind() {
    return Math.floorMod(number, 4);
  }

  /** The key of the class that it is about. */
  String key() {
    return "a-C" + (number - kind());
  }

  String worker() {
    return kind() <= RENAME ? "a" : "b";
  }

  Lifecycle lifecycle(Registry registry) {
    List<Lifecycle.Entry> entries = new ArrayList<>();
    registry
        .workers()
        .getOrDefault(worker(), Registry.Entry.NONE)
        .tag()
        .ifPresent(tag -> entries.add(TestState.tag(tag)));
    entries.add(TestState.tag("n" + number, step()));
    return new Lifecycle.Migrations(entries);
  }

  private ClassStep step() {
    int before = number - 1;
    return switch (kind()) {
      case CREATE -> TestState.sqlite("C" + number);
      case RENAME -> TestState.rename("C" + before, "R" + number);
      case TRANSFER -> TestState.transfer("a", "R" + before, "T" + number);
      default -> TestState.delete("T" + before);
    };
  }

  /** The classes that there are once it was done. */
  List<String> classes() {
    return switch (kind()) {
      case CREATE -> List.of("a/C" + number);
      case RENAME -> List.of("a/R" + number);
      case TRANSFER -> List.of("b/T" + number);
      default -> List.of();
    };
  }
}
