package dev.perdure.storage;

import dev.perdure.storage.file.Folders;
import dev.perdure.storage.history.HistoryFiles;
import dev.perdure.storage.history.Restoration;
import dev.perdure.storage.sqlite.Database;
import dev.perdure.storage.sqlite.SqliteFault;
import dev.perdure.storage.sqlite.Statement;
import dev.perdure.workers.id.ActorId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The objects of one class: a folder of database files with an index of their alarms. */
public final class ClassStore implements AutoCloseable {
  private static final String SUFFIX = ".sqlite";
  private static final String FACETS = ".facets";
  private static final List<String> FILES = List.of("", "-wal", "-shm");
  private static final int ID_LENGTH = 64;

  private final StateFolder folder;
  private final String uniqueKey;
  private final boolean sqlEnabled;
  private final Path path;
  private final Path histories;
  private final AlarmIndex alarms;

  ClassStore(StateFolder folder, Path path, Path histories, String uniqueKey, boolean sqlEnabled) {
    this.folder = folder;
    this.path = path;
    this.histories = histories;
    this.uniqueKey = uniqueKey;
    this.sqlEnabled = sqlEnabled;
    this.alarms = new AlarmIndex(path.resolve("metadata.sqlite"));
  }

  /** What ids of the class are derived from: {@code <worker>-<class>}. */
  public String uniqueKey() {
    return uniqueKey;
  }

  /** Whether the class was declared with SQLite. */
  public boolean sqlEnabled() {
    return sqlEnabled;
  }

  /**
   * Opens the database of one object; it is restored before where that was asked for. At most one
   * store of an id may be open at a time.
   *
   * @throws StorageException if the file is damaged or cannot be read
   */
  public ObjectStore open(ActorId id) {
    Path file = path.resolve(id.hex() + SUFFIX);
    if (isRecorded(id) && Restoration.isRequested(history(id))) {
      restore(id, file);
    }
    return ObjectStore.open(this, file, id);
  }

  private void restore(ActorId id, Path file) {
    try {
      new Restoration(file, history(id), options().history(), options().clock())
          .run(() -> ObjectStore.open(this, file, id).close());
    } catch (IOException e) {
      throw StorageException.notRestored(file, e);
    }
  }

  /** Whether the object can be restored; its facets cannot. */
  boolean isRecorded(ActorId id) {
    return sqlEnabled && !id.isFacet() && options().history().recorded();
  }

  HistoryFiles history(ActorId id) {
    return new HistoryFiles(histories, id.hex());
  }

  /** The names of the facets that the object has ever had. */
  public FacetIndex facets(ActorId root) {
    return new FacetIndex(path.resolve(root.hex() + FACETS));
  }

  /** Deletes the database of a facet, if it has one. What has it open writes into the void. */
  public void deleteFacet(ActorId id) {
    Path file = facetFile(id);
    for (String suffix : FILES) {
      try {
        Files.deleteIfExists(file.resolveSibling(file.getFileName() + suffix));
      } catch (IOException e) {
        throw StorageException.folderUnusable(file, e);
      }
    }
  }

  /**
   * Copies what is committed of the database of a facet to another that has none. Where it is open,
   * this must be called in the turn that may write to it.
   */
  public void copyFacet(ActorId from, ActorId to) {
    Path source = facetFile(from);
    Path target = facetFile(to);
    try {
      for (String suffix : FILES) {
        Path part = source.resolveSibling(source.getFileName() + suffix);
        if (Files.exists(part) && !suffix.endsWith("-shm")) {
          Files.copy(part, target.resolveSibling(target.getFileName() + suffix));
        }
      }
    } catch (IOException e) {
      throw StorageException.folderUnusable(target, e);
    }
  }

  private Path facetFile(ActorId id) {
    if (!id.isFacet()) {
      throw new IllegalArgumentException("'" + id + "' is no facet.");
    }
    return path.resolve(id.hex() + SUFFIX);
  }

  /** Whether the object has a database. */
  public boolean exists(ActorId id) {
    return Files.exists(path.resolve(id.hex() + SUFFIX));
  }

  /** The ids of all objects that have a database. */
  public List<ActorId> objects() {
    try (Stream<Path> files = Files.list(path)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.length() == ID_LENGTH + SUFFIX.length() && name.endsWith(SUFFIX))
          .map(name -> new ActorId(name.substring(0, ID_LENGTH), null))
          .toList();
    } catch (IOException e) {
      throw StorageException.folderUnusable(path, e);
    }
  }

  /** Every object that has a database, with what its files tell. */
  public List<StoredObject> stored() {
    List<StoredObject> found = new ArrayList<>();
    for (ActorId id : objects()) {
      try {
        BasicFileAttributes file = attributes(file(id));
        Path log = path.resolve(id.hex() + SUFFIX + "-wal");
        if (Files.exists(log)) {
          BasicFileAttributes wal = attributes(log);
          found.add(new StoredObject(id, file.size() + wal.size(), latest(file, wal)));
        } else {
          found.add(new StoredObject(id, file.size(), file.lastModifiedTime().toInstant()));
        }
      } catch (NoSuchFileException _) {
        // It went meanwhile.
      } catch (IOException e) {
        throw StorageException.folderUnusable(path, e);
      }
    }
    return found;
  }

  private static BasicFileAttributes attributes(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class);
  }

  private static Instant latest(BasicFileAttributes one, BasicFileAttributes other) {
    return one.lastModifiedTime().compareTo(other.lastModifiedTime()) > 0
        ? one.lastModifiedTime().toInstant()
        : other.lastModifiedTime().toInstant();
  }

  private Path file(ActorId id) {
    return path.resolve(id.hex() + SUFFIX);
  }

  /**
   * Puts a database in the place of that of an object, whose store must be closed; its history
   * begins anew. Killed anywhere, the object is the old or the new one.
   *
   * @param database a file that this takes, in a folder of the same file system
   * @param kept the folder that keeps the old database, with its history
   * @throws StorageException if {@code database} is damaged, or a file cannot be moved
   */
  public void replace(ActorId id, Path database, Path kept) {
    Path file = file(id);
    requireSound(database);
    try (FileChannel channel = FileChannel.open(database, StandardOpenOption.WRITE)) {
      channel.force(true);
    } catch (IOException e) {
      throw StorageException.folderUnusable(database, e);
    }
    try {
      if (Files.exists(file)) {
        fold(id);
        keepOthers(id, kept);
        Files.createLink(kept.resolve("do").resolve(file.getFileName()), file);
        Folders.force(kept.resolve("do"));
      }
      Files.move(database, file, StandardCopyOption.ATOMIC_MOVE);
      Folders.force(path);
    } catch (IOException e) {
      throw StorageException.folderUnusable(file, e);
    }
    open(id).close();
  }

  /**
   * Moves the database of an object, whose store must be closed, with its history elsewhere.
   *
   * @param kept the folder that takes them
   */
  public void remove(ActorId id, Path kept) {
    Path file = file(id);
    try {
      fold(id);
      keepOthers(id, kept);
      if (Files.exists(file)) {
        Files.move(
            file, kept.resolve("do").resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
        Folders.force(kept.resolve("do"));
        Folders.force(path);
      }
    } catch (IOException e) {
      throw StorageException.folderUnusable(file, e);
    }
    alarms.set(id, null);
  }

  /** Leaves one file of the object's database, without a log beside it. */
  private void fold(ActorId id) {
    open(id).close();
    if (Files.exists(path.resolve(id.hex() + SUFFIX + "-wal"))) {
      throw StorageException.locked(file(id), new IOException("Its log is still there"));
    }
  }

  /** Moves the history and the facets of an object, which leaves its own database. */
  private void keepOthers(ActorId id, Path kept) throws IOException {
    Folders.create(kept.resolve("do"));
    if (Files.isDirectory(histories)) {
      Folders.create(kept.resolve("history"));
      keep(histories, id.hex() + ".", kept.resolve("history"));
    }
    keep(path, id.hex() + ".", kept.resolve("do"));
  }

  private static void keep(Path folder, String prefix, Path kept) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path each : files.toList()) {
        String name = each.getFileName().toString();
        if (name.startsWith(prefix) && !name.startsWith(prefix + "sqlite")) {
          Files.move(each, kept.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        }
      }
    }
    Folders.force(kept);
    Folders.force(folder);
  }

  /** Whether the object ever had facets. */
  public boolean hasFacets(ActorId id) {
    return Files.exists(path.resolve(id.hex() + FACETS));
  }

  private static void requireSound(Path database) {
    try (Database open = Database.open(database);
        Statement check = open.prepare("PRAGMA quick_check(1)")) {
      String found = check.step() ? check.text(0) : "nothing to be read";
      if (!found.equals("ok")) {
        throw StorageException.damaged(database, found);
      }
    } catch (SqliteFault e) {
      throw StorageException.unreadable(database, e.text(), e);
    }
  }

  /** Every alarm of the class that waits for its time, read at one go. */
  public List<PendingAlarm> pendingAlarms() {
    return alarms.all();
  }

  /** The alarm of an object as it is known without opening it, or null. */
  public @Nullable PendingAlarm pendingAlarm(ActorId id) {
    return alarms.of(id);
  }

  AlarmIndex alarms() {
    return alarms;
  }

  OpenDatabases open() {
    return folder.open();
  }

  DiskSync disk() {
    return folder.disk();
  }

  StorageOptions options() {
    return folder.options();
  }

  @Override
  public void close() {
    alarms.close();
  }
}
