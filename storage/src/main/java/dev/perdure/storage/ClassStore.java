package dev.perdure.storage;

import dev.perdure.storage.history.HistoryFiles;
import dev.perdure.storage.history.Restoration;
import dev.perdure.workers.id.ActorId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

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

  /** Every alarm of the class that waits for its time, read at one go. */
  public List<PendingAlarm> pendingAlarms() {
    return alarms.all();
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
