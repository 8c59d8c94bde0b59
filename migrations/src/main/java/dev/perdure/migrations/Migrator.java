package dev.perdure.migrations;

import dev.perdure.storage.StateFolder;
import dev.perdure.storage.file.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Brings the classes of a state folder to what a configuration says.
 *
 * <p>A migration is one replacement of the registry's file. What it has to move is written in there
 * as an intent, and done afterwards, at the next start if need be: killed anywhere, the state is
 * that of before or that of after. Used by one thread at a time.
 */
public final class Migrator {
  private final Path root;
  private final RegistryFile file;
  private final ObjectFolders folders;
  private final InstantSource clock;
  private Registry registry;

  private Migrator(Path root, InstantSource clock, Registry registry) {
    this.root = root;
    this.file = new RegistryFile(root);
    this.folders = new ObjectFolders(root);
    this.clock = clock;
    this.registry = registry;
  }

  /**
   * Reads the registry of a state folder, and completes the migration that a crash cut off.
   *
   * @throws MigrationException if it cannot be read, or something cannot be moved
   */
  public static Migrator open(StateFolder state, InstantSource clock) {
    Migrator migrator = new Migrator(state.root(), clock, read(state.root()));
    migrator.complete();
    return migrator;
  }

  /** What the registry says, by which nothing is changed; empty where there is none. */
  public static Registry read(Path root) {
    Registry found = new RegistryFile(root).read();
    return found == null ? Registry.EMPTY : found;
  }

  /** The same to see what would be done in a folder that another process may own. */
  public static Migrator looking(Path root, InstantSource clock) {
    return new Migrator(root, clock, read(root).moved());
  }

  /** The classes that the state holds. */
  public Registry registry() {
    return registry;
  }

  /** Finds out what has to be done for the workers of a session, by which nothing is changed. */
  public Reconciliation plan(List<Declaration> declarations) {
    Ledger ledger = new Ledger(registry, folders);
    Map<String, Declaration> session = new HashMap<>();
    declarations.forEach(each -> session.put(each.worker(), each));
    List<DeclaredExports> exports = new ArrayList<>();
    for (Declaration declaration : declarations) {
      switch (declaration.lifecycle()) {
        case Lifecycle.Migrations(var entries) -> {
          if (!entries.isEmpty() || ledger.known(declaration.worker())) {
            new TaggedSteps(ledger, declaration, session).take(entries);
          }
        }
        case Lifecycle.Exports declared -> {
          DeclaredExports each = new DeclaredExports(ledger, declaration, declared, session);
          each.begin();
          exports.add(each);
        }
      }
    }
    exports.forEach(DeclaredExports::expect);
    exports.forEach(DeclaredExports::handOver);
    declarations.forEach(each -> requireNames(ledger, each));
    return new Reconciliation(
        registry,
        ledger.after(moves(ledger.changes)),
        ledger.changes,
        ledger.notes,
        exports.stream().flatMap(each -> each.removable().stream()).toList(),
        ledger.problems);
  }

  /** A worker's own bindings follow when its class is renamed; those of others are forwarded. */
  private static void requireNames(Ledger ledger, Declaration declaration) {
    String worker = declaration.worker();
    Ledger.Book book = ledger.book(worker);
    for (Declaration.Reference reference : declaration.references()) {
      Registry.Home home = book.former.get(reference.className());
      if (home != null && reference.worker().equals(worker)) {
        boolean here = home.worker().equals(worker);
        ledger.problem(
            new Problem(
                worker,
                reference.className(),
                "",
                "The binding '%s' names class '%s', which is now '%s'%s."
                    .formatted(
                        reference.binding(),
                        reference.className(),
                        home.className(),
                        here ? "" : " of worker '" + home.worker() + "'"),
                "Write class_name \""
                    + home.className()
                    + "\""
                    + (here ? "" : " and script_name \"" + home.worker() + "\"")
                    + ".",
                List.of()));
      }
    }
  }

  private List<Registry.Move> moves(List<Change> changes) {
    List<Registry.Move> moves = new ArrayList<>();
    Instant now = clock.instant();
    for (Change change : changes) {
      if (change instanceof Change.Delete deleted) {
        String key = deleted.kept().uniqueKey();
        String place = "trash/" + Trash.name(root, now, key);
        moves.add(new Registry.Move("do/" + key, place + "/do"));
        moves.add(new Registry.Move("history/" + key, place + "/history"));
      }
    }
    return moves;
  }

  /**
   * Does what was found out. The objects of every class that it renames, transfers or deletes must
   * be closed.
   *
   * @throws MigrationException if something cannot be written
   */
  public void apply(Reconciliation plan) {
    if (!plan.problems().isEmpty()) {
      throw new IllegalArgumentException(Report.problems(plan.problems()));
    }
    if (!plan.before().equals(registry)) {
      throw new IllegalStateException("The registry has changed since it was planned.");
    }
    if (plan.changesAnything()) {
      file.write(plan.after());
      registry = plan.after();
      complete();
    }
  }

  private void complete() {
    if (registry.moves().isEmpty()) {
      return;
    }
    registry.moves().forEach(this::move);
    file.write(registry.moved());
    registry = registry.moved();
  }

  private void move(Registry.Move move) {
    Path from = root.resolve(move.from());
    Path to = root.resolve(move.to());
    if (!Files.exists(from)) {
      return;
    }
    try {
      Path place = Objects.requireNonNull(to.getParent());
      Folders.create(place);
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
      Folders.force(place);
      Folders.force(Objects.requireNonNull(from.getParent()));
    } catch (IOException e) {
      throw MigrationException.notMoved(from, to, e);
    }
  }
}
