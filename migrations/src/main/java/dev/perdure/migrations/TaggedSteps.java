package dev.perdure.migrations;

import dev.perdure.migrations.ClassPlan.Kept;
import dev.perdure.migrations.ClassStep.Create;
import dev.perdure.migrations.ClassStep.Delete;
import dev.perdure.migrations.ClassStep.Rename;
import dev.perdure.migrations.ClassStep.Transfer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Takes the steps of one worker that its state has not taken yet. */
final class TaggedSteps {
  private final Ledger ledger;
  private final Declaration declaration;
  private final Map<String, Declaration> session;
  private final String worker;
  private final Ledger.Book book;
  private final Set<String> deleted = new LinkedHashSet<>();
  private String tag = "";

  TaggedSteps(Ledger ledger, Declaration declaration, Map<String, Declaration> session) {
    this.ledger = ledger;
    this.declaration = declaration;
    this.session = session;
    this.worker = declaration.worker();
    this.book = ledger.book(worker);
  }

  void take(List<Lifecycle.Entry> entries) {
    if (book.exports && !entries.isEmpty()) {
      problem(
          "",
          "The classes of worker '%s' were declared in \"exports\" before; there is no way back to"
              + " \"migrations\".",
          "Declare them in \"exports\".",
          worker);
      return;
    }
    if (entries.isEmpty()) {
      requireNone();
      return;
    }
    if (book.exports) {
      return;
    }
    boolean adopts = !ledger.known(worker);
    for (Lifecycle.Entry entry : pending(entries)) {
      tag = entry.tag();
      entry.steps().forEach(this::take);
    }
    requireUnbound();
    book.tag = Optional.of(entries.getLast().tag());
    if (adopts) {
      sayWhatWasAdopted(entries);
    }
  }

  /** Once a migration was applied, a configuration without any is likely a mistake. */
  private void requireNone() {
    if (book.tag.isPresent()) {
      problem(
          "",
          "This state has applied the migrations of worker '%s' up to '%s', but its configuration"
              + " has none.",
          "Put the migrations back, the last one tagged '" + book.tag.get() + "'.",
          worker,
          book.tag.get());
    } else if (book.exports && !book.classes.isEmpty()) {
      problem(
          "",
          "The classes of worker '%s' were declared in \"exports\" before (%s), but its configuration"
              + " has no exports now.",
          "Put \"exports\" back.",
          worker,
          String.join(", ", book.classes.keySet()));
    }
  }

  private List<Lifecycle.Entry> pending(List<Lifecycle.Entry> entries) {
    if (book.tag.isEmpty()) {
      return entries;
    }
    List<String> tags = entries.stream().map(Lifecycle.Entry::tag).toList();
    int applied = tags.lastIndexOf(book.tag.get());
    if (applied < 0) {
      ledger.note(
          "The state of worker '%s' has a migration tag '%s', which its configuration does not have"
              + " (it has %s). It was deleted there, or the configuration is older than the state."
              + " All migrations of the configuration are tried.",
          worker,
          book.tag.get(),
          tags.stream().map(each -> "'" + each + "'").collect(Collectors.joining(", ")));
      return entries;
    }
    return entries.subList(applied + 1, entries.size());
  }

  private void take(ClassStep step) {
    switch (step) {
      case Create create -> create(create);
      case Rename rename -> rename(rename);
      case Delete delete -> delete(delete);
      case Transfer transfer -> transfer(transfer);
    }
  }

  private void create(Create create) {
    String name = create.className();
    String kind = create.sqlite() ? "new_sqlite_classes" : "new_classes";
    Kept existing = book.classes.get(name);
    if (existing == null && !ledger.known(worker) && book.former.containsKey(name)) {
      return; // Another worker of the session has just taken it over.
    }
    if (existing == null) {
      ledger.create(worker, name, create.sqlite());
    } else if (existing.sqlite() == create.sqlite()) {
      problem(
          name,
          "Cannot apply %s migration to existing class %s (in migration '%s').",
          "The class is there since an earlier migration; take this entry out.",
          kind,
          name,
          tag);
    } else {
      problem(
          name,
          "Cannot apply %s migration to existing class %s (in migration '%s'): it keeps its objects"
              + " in %s storage, and an already-deployed class cannot be converted%s (except by"
              + " deleting the existing data).",
          "Create a class of another name and copy what matters, or delete this one in a migration"
              + " before.",
          kind,
          name,
          tag,
          existing.sqlite() ? "SQLite" : "key-value",
          create.sqlite() ? " to SQLite" : "");
    }
  }

  private void rename(Rename rename) {
    if (!book.classes.containsKey(rename.from())) {
      problem(
          rename.from(),
          "Cannot apply renamed_classes migration to non-existent class %s (in migration '%s').",
          have(),
          rename.from(),
          tag);
    } else if (arrives("renamed_classes", rename.to())) {
      ledger.rename(worker, rename.from(), rename.to());
    }
  }

  private void delete(Delete delete) {
    if (book.classes.containsKey(delete.className())) {
      ledger.delete(worker, delete.className());
      deleted.add(delete.className());
    } else {
      problem(
          delete.className(),
          "Cannot apply deleted_classes migration to non-existent class %s (in migration '%s').",
          have(),
          delete.className(),
          tag);
    }
  }

  private void transfer(Transfer transfer) {
    if (!arrives("transferred_classes", transfer.to())) {
      return;
    }
    String source = transfer.fromWorker();
    String from = transfer.from();
    String key = source + "-" + from;
    Ledger.Book other = ledger.book(source);
    if (other.classes.containsKey(from)) {
      ledger.transfer(source, from, worker, transfer.to());
    } else if (ledger.known(source)) {
      problem(
          from,
          "Cannot apply transferred_classes migration to non-existent class %s of worker '%s' (in"
              + " migration '%s').",
          "Name a class that '" + source + "' has: " + names(other) + ".",
          from,
          source,
          tag);
    } else if (ledger.folders().count(key) > 0 && !ledger.occupied(key)) {
      other.classes.put(from, new Kept(key, sqliteAt(source, from)));
      ledger.transfer(source, from, worker, transfer.to());
    } else {
      ledger.create(worker, transfer.to(), sqliteAt(source, from));
      ledger.note(
          "This state holds nothing of class '%s' of worker '%s', so '%s' starts without objects.",
          from, source, transfer.to());
    }
  }

  /** How the other worker's configuration creates a class, where it is of this session. */
  private boolean sqliteAt(String source, String className) {
    Declaration other = session.get(source);
    if (other != null && other.lifecycle() instanceof Lifecycle.Migrations(var entries)) {
      return entries.stream()
          .flatMap(entry -> entry.steps().stream())
          .noneMatch(step ->
              step instanceof Create(String name, boolean sqlite)
                  && name.equals(className)
                  && !sqlite);
    }
    return true;
  }

  /** Whether a class may come under this name. */
  private boolean arrives(String kind, String to) {
    if (book.classes.containsKey(to)) {
      problem(
          to,
          "Cannot apply %s migration: the destination class %s exists already (in migration '%s').",
          "Do not create the destination by new_classes or new_sqlite_classes before; the objects"
              + " come with it.",
          kind,
          to,
          tag);
      return false;
    }
    return true;
  }

  /** What was deleted must not be bound, and what came must be in the code. */
  private void requireUnbound() {
    deleted.forEach(this::requireUnbound);
    for (Change change : ledger.changes) {
      String arrived =
          switch (change) {
            case Change.Rename renamed when renamed.worker().equals(worker) -> renamed.to();
            case Change.Transfer moved when moved.toWorker().equals(worker) -> moved.to();
            default -> "";
          };
      if (book.classes.containsKey(arrived) && !declaration.inCode(arrived, true)) {
        problem(
            arrived,
            "The migrations of worker '%s' lead to class %s, which its code does not export.",
            "Export the class from the main module.",
            worker,
            arrived);
      }
    }
  }

  private void requireUnbound(String className) {
    List<Declaration.Reference> references = declaration.to(className);
    if (!references.isEmpty() && !book.classes.containsKey(className)) {
      ledger.problem(
          new Problem(
              worker,
              className,
              "",
              "Cannot apply --delete-class migration to class "
                  + className
                  + " without also removing the binding that references it",
              "Remove "
                  + references.stream()
                      .map(each ->
                          "the binding '%s' of worker '%s'"
                              .formatted(each.binding(), each.worker()))
                      .collect(Collectors.joining(" and "))
                  + ".",
              references.stream().map(Declaration.Reference::worker).distinct().toList()));
    }
  }

  private void sayWhatWasAdopted(List<Lifecycle.Entry> entries) {
    List<String> found =
        book.classes.entrySet().stream()
            .filter(each -> ledger.folders().count(each.getValue().uniqueKey()) > 0)
            .map(each -> Report.adopted(each.getKey(), each.getValue(), ledger.folders()))
            .toList();
    if (!found.isEmpty()) {
      ledger.note(
          "This state knows nothing of worker '%s' yet, as one of wrangler's does not. Taken for"
              + " granted: all its migrations up to '%s' were applied, and its objects are: %s.",
          worker, entries.getLast().tag(), String.join("; ", found));
    }
  }

  private String have() {
    return book.classes.isEmpty()
        ? "The worker has no classes at this point."
        : "The worker has " + names(book) + " at this point.";
  }

  private static String names(Ledger.Book book) {
    return book.classes.isEmpty() ? "none" : String.join(", ", book.classes.keySet());
  }

  @SuppressWarnings("AnnotateFormatMethod") // the annotation would be a dependency
  private void problem(String className, String message, String suggestion, Object... values) {
    ledger.problem(
        new Problem(worker, className, "", message.formatted(values), suggestion, List.of()));
  }
}
