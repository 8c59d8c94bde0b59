package dev.perdure.migrations;

import dev.perdure.storage.StateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * Renames, transfers, deletes and creates a class of many objects over and over until it is killed,
 * and says before and after each migration how many were done.
 */
public final class MigrationCrasher {
  private MigrationCrasher() {}

  /** Takes the folder, which holds the objects. */
  public static void main(String[] args) throws IOException {
    Path root = Path.of(args[0]);
    try (StateFolder state = StateFolder.open(root)) {
      Migrator migrator = Migrator.open(state, TestState.CLOCK);
      while (true) {
        MigrationTurn last = MigrationTurn.of(migrator.registry());
        MigrationTurn next = last.next();
        if (next.kind() == 0) {
          takeOutOfTheTrash(root, next.key());
        }
        Reconciliation plan =
            migrator.plan(
                List.of(
                    new Declaration(
                        next.worker(),
                        next.lifecycle(migrator.registry()),
                        Optional.empty(),
                        List.of())));
        say("begin " + next.number());
        migrator.apply(plan);
        say("done " + next.number());
      }
    }
  }

  private static void takeOutOfTheTrash(Path root, String key) throws IOException {
    List<Trash.Item> items = new Trash(root).items();
    if (items.isEmpty()) {
      return;
    }
    Path item = root.resolve("trash").resolve(items.getFirst().name());
    for (String kind : new String[] {"do", "history"}) {
      if (Files.exists(item.resolve(kind))) {
        Files.move(
            item.resolve(kind), root.resolve(kind).resolve(key), StandardCopyOption.ATOMIC_MOVE);
      }
    }
    Files.delete(item);
  }

  private static synchronized void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
