package dev.perdure.migrations;

import dev.perdure.migrations.ClassPlan.Kept;
import dev.perdure.migrations.Registry.Home;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The registry while it is changed, with what was done to it so far. Used by one thread. */
final class Ledger {
  /** The classes of one worker, as far as the changes went. */
  static final class Book {
    final Map<String, Kept> classes;
    final Map<String, Home> former;
    final Map<String, String> pending;
    Optional<String> tag;
    boolean exports;

    private Book(Registry.Entry entry) {
      classes = new LinkedHashMap<>(entry.classes());
      former = new LinkedHashMap<>(entry.former());
      pending = new LinkedHashMap<>(entry.pending());
      tag = entry.tag();
      exports = entry.exports();
    }

    private Registry.Entry entry() {
      return new Registry.Entry(tag, exports, classes, former, pending);
    }
  }

  private final Registry before;
  private final ObjectFolders folders;
  private final Map<String, Book> books = new LinkedHashMap<>();
  private final Set<String> fresh = new HashSet<>();
  final List<Change> changes = new ArrayList<>();
  final List<String> notes = new ArrayList<>();
  final List<Problem> problems = new ArrayList<>();

  Ledger(Registry before, ObjectFolders folders) {
    this.before = before;
    this.folders = folders;
    before.workers().forEach((name, entry) -> books.put(name, new Book(entry)));
  }

  /** Whether the state knew the worker before. */
  boolean known(String worker) {
    return before.workers().containsKey(worker);
  }

  /** The classes of a worker that need not be known yet. */
  Book book(String worker) {
    return books.computeIfAbsent(worker, name -> new Book(Registry.Entry.NONE));
  }

  ObjectFolders folders() {
    return folders;
  }

  @SuppressWarnings("AnnotateFormatMethod") // the annotation would be a dependency
  void note(String sentence, @Nullable Object... values) {
    notes.add(sentence.formatted(values));
  }

  void create(String worker, String className, boolean sqlite) {
    Kept kept = new Kept(free(worker, className), sqlite);
    fresh.add(kept.uniqueKey());
    add(worker, className, kept);
    changes.add(new Change.Create(worker, className, kept, folders.count(kept.uniqueKey())));
  }

  /** Takes a class over that has a folder already. */
  void adopt(String worker, String className, Kept kept) {
    add(worker, className, kept);
    changes.add(new Change.Create(worker, className, kept, folders.count(kept.uniqueKey())));
  }

  private void add(String worker, String className, Kept kept) {
    Book book = book(worker);
    book.classes.put(className, kept);
    book.former.remove(className);
  }

  /**
   * Gives a class another name. What was created by the same migrations is created under its last
   * name, as {@code wrangler dev} does, unless a folder shows that it was used under the first.
   */
  void rename(String worker, String from, String to) {
    Kept kept = take(worker, from);
    String key = kept.uniqueKey();
    if (fresh.contains(key) && (folders.count(key) == 0 || folders.count(worker + "-" + to) > 0)) {
      changes.removeIf(change -> change.worker().equals(worker) && change.kept().equals(kept));
      fresh.remove(key);
      create(worker, to, kept.sqlite());
    } else if (fresh.contains(key)) {
      changes.removeIf(change -> change.worker().equals(worker) && change.kept().equals(kept));
      adopt(worker, to, kept);
      note(
          "The objects of '%s' are in the folder 'do/%s', from before it was renamed; they keep"
              + " their ids.",
          to, key);
    } else {
      add(worker, to, kept);
      book(worker).former.put(from, new Home(worker, to));
      changes.add(new Change.Rename(worker, from, to, kept, folders.count(key)));
    }
  }

  void delete(String worker, String className) {
    Kept kept = take(worker, className);
    String key = kept.uniqueKey();
    if (fresh.remove(key)) {
      changes.removeIf(change -> change.worker().equals(worker) && change.kept().equals(kept));
      long left = folders.count(key);
      if (left > 0) {
        note(
            "The folder 'do/%s' holds %s of a class that the migrations deleted before this state"
                + " was taken over; it is left as it is.",
            key, Report.objects(left));
      }
    } else {
      changes.add(new Change.Delete(worker, className, kept, folders.count(key)));
    }
  }

  void transfer(String fromWorker, String from, String toWorker, String to) {
    Kept kept = take(fromWorker, from);
    String key = kept.uniqueKey();
    if (fresh.contains(key)
        && (folders.count(key) == 0 || folders.count(toWorker + "-" + to) > 0)) {
      changes.removeIf(change -> change.worker().equals(fromWorker) && change.kept().equals(kept));
      fresh.remove(key);
      create(toWorker, to, kept.sqlite());
      return;
    }
    add(toWorker, to, kept);
    book(fromWorker).former.put(from, new Home(toWorker, to));
    book(toWorker).pending.remove(to);
    changes.add(new Change.Transfer(fromWorker, from, toWorker, to, kept, folders.count(key)));
  }

  private Kept take(String worker, String className) {
    Kept kept = book(worker).classes.remove(className);
    if (kept == null) {
      throw new IllegalStateException(worker + " has no class " + className);
    }
    return kept;
  }

  /** The key of a class that is created now; a class that was renamed keeps its own. */
  private String free(String worker, String className) {
    Set<String> taken = new HashSet<>();
    books
        .values()
        .forEach(book -> book.classes.values().forEach(kept -> taken.add(kept.uniqueKey())));
    String key = worker + "-" + className;
    for (int i = 2; taken.contains(key); i++) {
      key = worker + "-" + className + "-" + i;
    }
    return key;
  }

  /** Whether a class that is kept now has this key. */
  boolean occupied(String uniqueKey) {
    return books.values().stream()
        .anyMatch(book ->
            book.classes.values().stream().anyMatch(kept -> kept.uniqueKey().equals(uniqueKey)));
  }

  void problem(Problem problem) {
    problems.add(problem);
  }

  /** The registry after the changes. */
  Registry after(List<Registry.Move> moves) {
    Map<String, Registry.Entry> workers = new LinkedHashMap<>();
    books.forEach((name, book) -> {
      if (known(name) || !book.entry().equals(Registry.Entry.NONE)) {
        workers.put(name, book.entry());
      }
    });
    List<Registry.Move> all = new ArrayList<>(before.moves());
    all.addAll(moves);
    return new Registry(workers, all);
  }
}
