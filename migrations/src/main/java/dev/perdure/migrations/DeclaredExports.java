package dev.perdure.migrations;

import dev.perdure.migrations.ClassPlan.Kept;
import dev.perdure.migrations.Lifecycle.State;
import dev.perdure.migrations.Lifecycle.State.Deleted;
import dev.perdure.migrations.Lifecycle.State.Expecting;
import dev.perdure.migrations.Lifecycle.State.Live;
import dev.perdure.migrations.Lifecycle.State.Renamed;
import dev.perdure.migrations.Lifecycle.State.Transferred;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Brings the classes of one worker to what its {@code exports} declare. Reproduces the scenarios of
 * <a
 * href="https://developers.cloudflare.com/durable-objects/reference/durable-objects-migrations/">
 * Durable Object class exports</a>.
 */
final class DeclaredExports {
  private final Ledger ledger;
  private final Declaration declaration;
  private final Map<String, Declaration> session;
  private final Map<String, State> declared;
  private final String worker;
  private final Ledger.Book book;
  private final List<String> removable = new ArrayList<>();
  private final boolean known;

  DeclaredExports(
      Ledger ledger,
      Declaration declaration,
      Lifecycle.Exports exports,
      Map<String, Declaration> session) {
    this.ledger = ledger;
    this.declaration = declaration;
    this.session = session;
    this.declared = exports.classes();
    this.worker = declaration.worker();
    this.book = ledger.book(worker);
    this.known = ledger.known(worker);
  }

  /** Does what concerns this worker alone. */
  void begin() {
    if (!known) {
      adopt();
    }
    Map<String, Kept> provisioned = new LinkedHashMap<>(book.classes);
    book.pending.keySet().removeIf(name -> !(declared.get(name) instanceof Expecting));
    declared.forEach((name, state) -> {
      switch (state) {
        case Deleted deleted -> delete(name);
        case Renamed renamed -> rename(name, renamed.to());
        default -> {}
      }
    });
    declared.forEach((name, state) -> {
      switch (state) {
        case Live live -> live(name, live.sqlite());
        default -> {}
      }
    });
    provisioned.keySet().stream()
        .filter(name -> !declared.containsKey(name))
        .forEach(this::undeclared);
    book.exports = true;
    book.tag = Optional.empty();
  }

  /** Notes which classes it expects, once every worker has its own. */
  void expect() {
    declared.forEach((name, state) -> {
      if (state instanceof Expecting expecting) {
        expect(name, expecting);
      }
    });
  }

  /** Hands classes over to the workers that expect them. */
  void handOver() {
    declared.forEach((name, state) -> {
      if (state instanceof Transferred(String target)) {
        handOver(name, target);
      }
    });
  }

  /** The tombstones that can be taken out of the configuration. */
  List<String> removable() {
    return removable;
  }

  /** What a folder shows to have been there before this state had a registry. */
  private void adopt() {
    List<String> found = new ArrayList<>();
    declared.forEach((name, state) -> {
      String key = worker + "-" + name;
      if (ledger.folders().count(key) == 0 || ledger.occupied(key)) {
        return;
      }
      boolean sqlite =
          switch (state) {
            case Live live -> live.sqlite();
            case Renamed(String to) -> !(declared.get(to) instanceof Live live) || live.sqlite();
            case Deleted deleted -> true;
            case Transferred transferred -> true;
            case Expecting expecting -> expecting.sqlite();
          };
      Kept kept = new Kept(key, sqlite);
      book.classes.put(name, kept);
      found.add(Report.adopted(name, kept, ledger.folders()));
    });
    if (!found.isEmpty()) {
      ledger.note(
          "This state knows nothing of worker '%s' yet, as one of wrangler's does not. Taken for"
              + " granted: its objects are: %s.",
          worker, String.join("; ", found));
    }
  }

  private void live(String name, boolean sqlite) {
    Kept kept = book.classes.get(name);
    boolean inCode = declaration.inCode(name, true);
    if (kept != null && kept.sqlite() != sqlite) {
      problem(
          "storage_type_mismatch",
          name,
          "class '%s' is declared with storage \"%s\", but its namespace was provisioned with \"%s\"."
              + " Storage backends cannot be changed in place.",
          "declare \""
              + storage(kept.sqlite())
              + "\", or delete the namespace and provision it"
              + " anew.",
          name,
          storage(sqlite),
          storage(kept.sqlite()));
    } else if (kept != null && !inCode) {
      problem(
          "config_export_not_in_code",
          name,
          "class '%s' is declared in `exports`, but the Worker's code does not export it.",
          "add the class to your code, or replace the entry with a tombstone.",
          name);
    } else if (kept == null && !inCode) {
      problem(
          "config_references_nonexistent_class",
          name,
          "class '%s' is declared in `exports`, but it is neither in the Worker's code nor"
              + " provisioned.",
          "remove the entry, or add the class to your Worker code.",
          name);
    } else if (kept == null && !sqlite && known) {
      problem(
          "invalid_export",
          name,
          "class '%s' asks for storage \"legacy-kv\", which only a namespace can have that was"
              + " provisioned with it.",
          "use \"storage\": \"sqlite\" for new namespaces.",
          name);
    } else if (kept == null) {
      ledger.create(worker, name, sqlite);
    }
  }

  private void delete(String name) {
    List<String> others = others(name);
    if (!book.classes.containsKey(name)) {
      stale(name, "deleted", List.of());
    } else if (declaration.inCode(name, false)) {
      problem(
          "tombstone_delete_class_still_in_code",
          name,
          "class '%s' has a `deleted` tombstone, but the Worker's code still exports it.",
          "remove the class from your code first, then apply the tombstone.",
          name);
    } else if (!others.isEmpty()) {
      ledger.problem(
          new Problem(
              worker,
              name,
              "tombstone_delete_blocked_by_external_bindings",
              "the namespace of class '" + name + "' cannot be deleted while it is bound.",
              "take the binding out of the referencing Workers first.",
              others));
    } else {
      ledger.delete(worker, name);
    }
  }

  private void rename(String name, String to) {
    Kept kept = book.classes.get(name);
    if (!(declared.get(to) instanceof Live target)) {
      problem(
          "invalid_export",
          name,
          "the `renamed_to` of class '%s' is '%s', which is no live entry of `exports`.",
          "declare '" + to + "' with its storage in the same map.",
          name,
          to);
    } else if (kept == null) {
      stale(name, "renamed", others(name));
    } else if (book.classes.containsKey(to)) {
      problem(
          "tombstone_renamed_to_occupied",
          name,
          "class '%s' cannot be renamed to '%s': a namespace of that name exists.",
          "delete it through a `deleted` tombstone of its own before.",
          name,
          to);
    } else if (kept.sqlite() != target.sqlite()) {
      problem(
          "storage_type_mismatch",
          to,
          "class '%s' is declared with storage \"%s\", but the namespace of '%s' was provisioned with"
              + " \"%s\".",
          "declare \"" + storage(kept.sqlite()) + "\".",
          to,
          storage(target.sqlite()),
          name,
          storage(kept.sqlite()));
    } else {
      ledger.rename(worker, name, to);
      sayStillInCode(name, "renamed");
    }
  }

  private void expect(String name, Expecting expecting) {
    String source = expecting.fromWorker();
    Kept kept = book.classes.get(name);
    Ledger.Book other = ledger.book(source);
    Kept coming = other.classes.get(name);
    if (kept != null) {
      boolean arrived =
          other.former.containsKey(name) && ObjectFolders.worker(kept.uniqueKey()).equals(source);
      if (arrived) {
        stale(name, "expecting-transfer", List.of());
      } else {
        problem(
            "phase_one_transfer_target_class_provisioned",
            name,
            "class '%s' is to come from '%s', but this Worker has a namespace of that name.",
            "replace the `expecting-transfer` entry with a live one, or delete the namespace first.",
            name,
            source);
      }
    } else if (coming != null) {
      if (coming.sqlite() != expecting.sqlite()) {
        problem(
            "storage_type_mismatch",
            name,
            "class '%s' is declared with storage \"%s\", but the namespace at '%s' was provisioned"
                + " with \"%s\".",
            "declare \"" + storage(coming.sqlite()) + "\".",
            name,
            storage(expecting.sqlite()),
            source,
            storage(coming.sqlite()));
      } else if (!source.equals(book.pending.put(name, source))) {
        ledger.changes.add(
            new Change.Expect(
                worker, name, source, coming, ledger.folders().count(coming.uniqueKey())));
      }
    } else if (ledger.known(source) || session.containsKey(source)) {
      problem(
          "phase_one_transfer_source_namespace_missing",
          name,
          "the source Worker '%s' has no namespace for class '%s'.",
          "run the source Worker with the class before.",
          source,
          name);
    } else {
      ledger.create(worker, name, expecting.sqlite());
      ledger.note(
          "This state knows no worker '%s', so class '%s' starts without objects.", source, name);
    }
  }

  private void handOver(String name, String target) {
    Kept kept = book.classes.get(name);
    String source = ledger.book(target).pending.get(name);
    if (kept == null) {
      stale(name, "transferred", others(name));
    } else if (!ledger.known(target) && !session.containsKey(target)) {
      problem(
          "transferred_target_missing",
          name,
          "the target Worker '%s' of class '%s' does not exist.",
          "correct `transferred_to`, or remove the tombstone.",
          target,
          name);
    } else if (source == null) {
      problem(
          "transferred_pending_not_found",
          name,
          "class '%s' has a `transferred` tombstone, but '%s' does not expect it.",
          "run the target Worker first, with an `expecting-transfer` entry that names '"
              + worker
              + "'.",
          name,
          target);
    } else if (!source.equals(worker)) {
      problem(
          "transferred_target_mismatch",
          name,
          "'%s' expects class '%s' from '%s'.",
          "set `transfer_from` there to '" + worker + "'.",
          target,
          name,
          source);
    } else {
      ledger.transfer(worker, name, target, name);
      sayStillInCode(name, "transferred");
    }
  }

  private void undeclared(String name) {
    if (declaration.inCode(name, true)) {
      problem(
          "provisioned_class_missing_from_config",
          name,
          "class '%s' has a provisioned Durable Object namespace but is not declared in `exports`.",
          "add a live entry to keep the namespace, or a tombstone to retire it.",
          name);
    } else {
      problem(
          "orphaned_provisioned_namespace",
          name,
          "A namespace exists for '%s' but no `exports` entry declares it.",
          "add an `exports` entry for '"
              + name
              + "', or add a `deleted` tombstone to remove the"
              + " namespace.",
          name);
    }
  }

  private void stale(String name, String kind, List<String> referencing) {
    ledger.note(
        "[stale_tombstone] %s: Tombstone of type '%s' for class '%s' has no effect (no namespace"
            + " exists with this class name).%s",
        name,
        kind,
        name,
        referencing.isEmpty()
            ? " Safe to remove from `exports`."
            : " (referenced by: " + String.join(", ", referencing) + ")");
    if (referencing.isEmpty()) {
      removable.add(name);
    }
  }

  private void sayStillInCode(String name, String kind) {
    if (declaration.inCode(name, false)) {
      ledger.note(
          "[tombstone_class_still_in_code] %s: Tombstone of type '%s' applied. Class '%s' is still"
              + " exported in code; this is the supported pattern for zero-downtime rollouts.",
          name, kind, name);
    }
  }

  private List<String> others(String name) {
    return declaration.to(name).stream().map(Declaration.Reference::worker).distinct().toList();
  }

  private static String storage(boolean sqlite) {
    return sqlite ? "sqlite" : "legacy-kv";
  }

  @SuppressWarnings("AnnotateFormatMethod") // the annotation would be a dependency
  private void problem(
      String scenario, String className, String message, String suggestion, Object... values) {
    ledger.problem(
        new Problem(worker, className, scenario, message.formatted(values), suggestion, List.of()));
  }
}
